import type { FILE_FORMATS, ImportWarning } from '#shared/contract/rest/datasets.ts'
import type { SheetsAre } from '#shared/contract/sheet-choice.ts'
import type { SourceColumn } from './column-names.ts'
import type { ScannedRecord } from './scanner.ts'

/** What a file is, by its content. */
export type FileFormat = (typeof FILE_FORMATS)[number]

/** A file as a table of text: the one thing that a reader for another format has to make. What follows is common to all. */
export interface SourceTable {
  readonly format: FileFormat
  readonly columns: readonly SourceColumn[]
  readonly repeatedHeaders: number
  readonly encoding: string
  /** The encoding was inferred, not certain. */
  readonly isEncodingGuessed: boolean
  /** Some bytes are not valid in it: they read as U+FFFD. */
  readonly hasInvalidBytes: boolean
  /** Of a delimited text; empty otherwise. */
  readonly delimiter: string
  /** The file ends, or cannot be unpacked further, before its end; sure when it was read once. */
  readonly fault: () => FileFault | null
  /** The files inside an archive, in the order in which they are read; empty when it is one file. */
  readonly parts: readonly string[]
  /** Where files of a dataset are read as one table: how many parts each of them takes, in their order. Those without a table take none. */
  readonly partsOfFiles?: readonly PartsOfFile[] | undefined
  /** The same files with what each holds, where one archive has several. */
  readonly members?: readonly Member[] | undefined
  /** Of which one is read, if there are several, such as the sheets of a workbook. */
  readonly sheets: readonly Sheet[]
  readonly sheet: string | null
  readonly sheetsAre?: SheetsAre | undefined
  /** What only this format has to tell, with its count; complete when the table was read to its end. */
  readonly noticed: ReadonlyMap<ImportWarning, number>
  /** Columns whose values are hashed already; absent: none. */
  readonly hashedColumns?: readonly string[]
  /** Some of them are hashed only while it is read. */
  readonly newlyHashed?: boolean
  /** What the columns are called in the file itself, where they stand under the names of a dataset; in the same order. */
  readonly ownColumns?: readonly SourceColumn[] | undefined
  /** Columns that are not joined with those of other files, by their names here. */
  readonly leftOut?: readonly string[] | undefined
  /** Records after the header, a batch at a time, from the beginning at each call. A record that a fault cut off is left out. */
  read(signal: AbortSignal): AsyncGenerator<TableBatch>
  /** Where it lies when it is one delimited text of UTF-8 without damage, not packed; else absent. */
  readonly plainText?: PlainText | undefined
  /** Lets go of what was unpacked beside the file. */
  close(): Promise<void>
}

export interface PartsOfFile {
  readonly id: string
  readonly parts: number
}

/** A file inside an archive. */
export interface Member {
  readonly name: string
  readonly table: SourceTable
}

/** A file on disk whose lines may be its records. */
export interface PlainText {
  readonly path: string
  readonly bytes: number
}

export type FileFault = 'truncated' | 'damaged'

export interface Sheet {
  readonly name: string
  readonly isHidden: boolean
}

export interface TableBatch {
  readonly records: readonly ScannedRecord[]
  /** 0..1 of the file. */
  readonly progress: number
  /** Which of `parts` the records come from. */
  readonly part: number
}

/** More columns than anybody maps, and more than an events table should have. */
export const MAX_COLUMNS = 2_000

/** What most formats have none of. */
export const PLAIN_TABLE = {
  repeatedHeaders: 0,
  encoding: 'utf-8',
  isEncodingGuessed: false,
  hasInvalidBytes: false,
  delimiter: '',
  fault: () => null,
  parts: [],
  sheets: [],
  sheet: null,
  noticed: new Map<ImportWarning, number>(),
  close: async () => {},
} as const satisfies Partial<SourceTable>
