import { answerOf, client, type Schemas } from './client';

export type ImportOutcome = Schemas['ImportOutcome'];
export type ImportLayout = Schemas['ImportLayout'];
export type ImportSheet = Schemas['ImportSheet'];
export type ImportKind = Schemas['ImportKind'];
export type ImportPlace = Schemas['ImportPlace'];
export type ImportLeftOut = Schemas['ImportLeftOut'];
export type ImportRow = Schemas['ImportRow'];
export type ImportRequest = Schemas['ImportRequest'];
export type FileFormat = Schemas['StrategyFileFormat'];

interface Sent {
  organisation: string;
  strategy: string;
  body: ImportRequest;
}

/** What a spreadsheet would make of the strategy; nothing is changed. */
export const lookAtSpreadsheet = (what: Sent) => sendSpreadsheet(what, true, crypto.randomUUID());

/** Brings all rows of a spreadsheet into the strategy, or none. */
export const bringInSpreadsheet = (what: Sent, key: string) => sendSpreadsheet(what, false, key);

const sendSpreadsheet = ({ organisation, strategy, body }: Sent, dry: boolean, key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/strategies/{strategy}/imports', {
      params: {
        path: { organisation, strategy },
        query: { dry_run: dry },
        header: { 'Idempotency-Key': key },
      },
      body,
    }),
  );

/** Where the empty workbook is. */
export const templateFile = (organisation: string) => `/api/v1/organisations/${organisation}/import-template`;

/** Where a strategy is as a file. */
export const strategyFile = (organisation: string, strategy: string, format: FileFormat) =>
  `/api/v1/organisations/${organisation}/strategies/${strategy}/export?format=${format}`;

export type DocumentRequest = Schemas['DocumentRequest'];
export type DocumentReading = Schemas['DocumentReading'];
export type DocumentCandidate = Schemas['DocumentCandidate'];

/** What in a document may be an objective; nothing is stored. */
export const readDocument = (organisation: string, body: DocumentRequest) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/document-readings', {
      params: { path: { organisation }, header: { 'Idempotency-Key': crypto.randomUUID() } },
      body,
    }),
  );
