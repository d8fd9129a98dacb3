/** A line of CSV (RFC 4180). Every cell is quoted. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Without it, spreadsheets assume a legacy code page. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A text that a spreadsheet would run as a formula, behind any number of apostrophes: reading a file removes one of them (ASVS
 * 5.0, 1.2.10).
 */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n\0])/;

export function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** The original text of a cell that `csvCell` has escaped; other cells stay unchanged. */
export function cellText(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
