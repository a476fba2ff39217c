import type { Schemas } from '../api/client';

/** Some of a text with the words marked that are meant. */
export function AppQuoted({ mark }: { mark: Schemas['CheckMark'] }) {
  return (
    <>
      <span className="app-quiet">{mark.field_label}: </span>
      <bdi>
        {mark.before}
        <mark className="app-marked">{mark.words}</mark>
        {mark.after}
      </bdi>
    </>
  );
}
