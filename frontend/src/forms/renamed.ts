import { ProblemError } from '../api/client';

/** What a call answers; where it is refused, the problem names the fields of the form and not those of the request. */
export async function fieldsRenamed<T>(call: Promise<T>, rename: (field: string) => string): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const fields = error.problem.fields.map(({ name, reason }) => ({ name: rename(name), reason }));
    throw new ProblemError({ ...error.problem, fields }, { cause: error });
  }
}
