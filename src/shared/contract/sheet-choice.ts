/** What one is chosen of where a file holds several: sheets of a workbook, tables of a page, lists of records, lists of events in each record, kinds of object. */
export const SHEETS_ARE = ['sheets', 'tables', 'lists', 'lists-in-records', 'kinds-of-object'] as const
export type SheetsAre = (typeof SHEETS_ARE)[number]
/** Chosen instead of a sheet: all that have the same headings as one table. No sheet can be called so. */
export const ALL_SHEETS = '*'
/** Chosen instead of a list of events in each record: the records are the events. */
export const NO_LIST = '(records)'
