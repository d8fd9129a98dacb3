/** Of a file: for spreadsheets, or an object a line for scripts. */
export type ExportFormat = 'csv' | 'jsonl';
