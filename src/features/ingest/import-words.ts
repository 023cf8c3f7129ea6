import type { DatasetListItem, ImportWarning, RejectReason } from '#shared/contract/rest/datasets.ts'

/** What a person reads about one kind of finding: a short name, and what it means for them. */
export interface FindingWords {
  readonly title: string
  readonly meaning: string
}

/** Why a row was left out. */
export const REJECT_WORDS: Readonly<Record<RejectReason, FindingWords>> = {
  missing_case: { title: 'No case', meaning: 'The row does not say whose event this is.' },
  missing_timestamp: { title: 'No time', meaning: 'The time is empty.' },
  bad_timestamp: { title: 'Unreadable time', meaning: 'The time could not be read as a date, or no such date exists.' },
  missing_event: { title: 'No event', meaning: 'The row does not say what happened.' },
  ragged_row: {
    title: 'Wrong number of values',
    meaning: 'The row has more or fewer values than the header has columns.',
  },
  malformed_quote: {
    title: 'Broken quotation mark',
    meaning: 'A quotation mark is opened and never closed, or closed too early.',
  },
  bad_encoding: {
    title: 'Unreadable characters',
    meaning: 'The row holds bytes that are not text in the encoding of this file.',
  },
  nul_byte: {
    title: 'Zero byte',
    meaning: 'The row holds a zero byte, which no text has. The file may be damaged here.',
  },
  oversize_record: {
    title: 'Row too long',
    meaning: 'The row is longer than Waymark reads. A quotation mark may be missing.',
  },
  bad_json: { title: 'Not JSON', meaning: 'The line could not be read as JSON.' },
  not_an_object: { title: 'Not an event', meaning: 'The line is JSON, but not an object with fields.' },
  duplicate: { title: 'Repeated row', meaning: 'The same row came before, and repeated rows were to be left out.' },
}

/** What was noticed without leaving a row out for it. */
export const WARNING_WORDS: Readonly<Record<ImportWarning, FindingWords>> = {
  encoding_guessed: {
    title: 'Encoding guessed',
    meaning:
      'The file does not say how its letters are stored. Check that accents and umlauts look right in the preview.',
  },
  naive_timestamps: {
    title: 'Times without a time zone',
    meaning: 'These times do not say which zone they are in, so they are read in the zone chosen for the import.',
  },
  mixed_timezones: {
    title: 'Several time zones',
    meaning: 'Times come in more than one zone. Each was read in its own, so their order is right.',
  },
  mixed_date_formats: {
    title: 'Several ways to write a date',
    meaning: 'Dates are written in more than one way in one column. Each was read in its own way.',
  },
  ambiguous_date_order: {
    title: 'Day or month first?',
    meaning: 'Dates such as 03/04 can be read in two ways, and nothing in the file decides it.',
  },
  timestamp_out_of_range: {
    title: 'Unlikely dates',
    meaning: 'Some dates lie in the future or very far in the past. They were kept; check that they are real.',
  },
  nonexistent_local_time: {
    title: 'Times that the clock skipped',
    meaning: 'Some times fall in the hour that is skipped in spring. They were moved by that hour.',
  },
  ambiguous_local_time: {
    title: 'Times that the clock had twice',
    meaning: 'Some times fall in the hour that comes twice in autumn. The first of the two was taken.',
  },
  out_of_order: {
    title: 'Rows not in order of time',
    meaning: 'Within a case, some rows come later in the file than in time. Events are ordered by their time.',
  },
  tied_timestamps: {
    title: 'Same time in one case',
    meaning: 'Some events of a case carry exactly the same time. They keep the order of the file.',
  },
  duplicate_rows: {
    title: 'Repeated rows',
    meaning: 'Some rows are exactly alike. They count as often as they come, unless you leave repeated rows out.',
  },
  duplicate_headers: {
    title: 'Columns with the same name',
    meaning: 'Several columns carry one name. A number was added so that they can be told apart.',
  },
  ragged_rows: {
    title: 'Rows of uneven length',
    meaning: 'Some rows have more or fewer values than there are columns.',
  },
  bad_value: {
    title: 'Unreadable numbers',
    meaning: 'Some entries of the value column are not numbers. The events were kept without a value.',
  },
  bad_encoding: {
    title: 'Unreadable characters',
    meaning: 'Some bytes are not text in the encoding of this file.',
  },
  truncated_input: {
    title: 'The file ends early',
    meaning: 'The file stops in the middle of a row. The rows before it were kept.',
  },
  nul_byte: {
    title: 'Zero bytes',
    meaning: 'The file holds zero bytes, which no text has. Parts of it may be damaged.',
  },
  other_lists: {
    title: 'Other lists in the file',
    meaning:
      'The file has more than one list of records. The longest was read; this many records of the others were not.',
  },
  undecided_numbers: {
    title: 'Numbers that could be read two ways',
    meaning: 'Numbers like 1.100 or 1,100 may be eleven hundred or little more than one, and no other row decides it.',
  },
  mixed_records: {
    title: 'Records of different kinds',
    meaning:
      'Not all records have the same fields. The columns that fit most of them are proposed; this many of those looked at do not fit and would be left out. Bring them as a file of their own.',
  },
  lookalike_names: {
    title: 'Event names that look alike',
    meaning: 'Some event names differ only in capitals, blanks or accents. They count as different events.',
  },
  id_looks_like_scientific_notation: {
    title: 'Case numbers changed by a spreadsheet',
    meaning:
      'Some cases look like 1.23E+15. A spreadsheet may have rounded them, so different cases can have become one.',
  },
  malformed_quote: {
    title: 'Broken quotation marks',
    meaning: 'A quotation mark is opened and never closed, or closed too early.',
  },
  formula_cell: {
    title: 'Cells with formulas',
    meaning: 'Waymark does not compute formulas. It takes the result that was kept when the workbook was last saved.',
  },
  error_cell: {
    title: 'Cells with errors',
    meaning: 'Cells such as #N/A or #DIV/0! hold no value. They were read as empty.',
  },
  unreadable_step: {
    title: 'Unreadable steps',
    meaning: 'The time of some steps could not be read. The other steps of these rows were kept.',
  },
  score_out_of_range: {
    title: 'Scores outside the scale',
    meaning: 'Some answers do not lie on the scale of the survey. The events were kept without a score.',
  },
  cases_from_above: {
    title: 'Cases taken from the row above',
    meaning: 'These rows name no case. Each was counted to the case that the last row above it names, as you said.',
  },
  case_of_nobody: {
    title: 'Cases that may be nobody',
    meaning:
      'Some rows have “None”, “NA”, “-” or the like as their case. If that means that nobody is known, they are now one case that nobody is.',
  },
  dates_turned: {
    title: 'Dates that a spreadsheet may have turned round',
    meaning:
      'Dates whose day could be a month are kept as dates, and only the others as text. That happens when a spreadsheet takes the day for the month: check some of the first against the original file.',
  },
  ids_rounded: {
    title: 'Case numbers that a spreadsheet may have rounded',
    meaning:
      'Case numbers of more than 15 digits all end in 0. A spreadsheet keeps no more digits, so different cases can have become one.',
  },
  other_sheets: {
    title: 'Other sheets of the workbook',
    meaning: 'The workbook has this many more sheets in sight, which were not read.',
  },
  one_column: {
    title: 'Everything is in one column',
    meaning:
      'No sign was found that parts the values of a row. Please save the table with commas, semicolons or tabs between them.',
  },
  deleted_customers: {
    title: 'Rows of deleted customers',
    meaning: 'A customer was deleted while this file waited. Their rows were not imported, and are gone from the file.',
  },
}

/** One word for where a dataset stands. */
export const STATE_WORDS: Readonly<Record<DatasetListItem['state'], string>> = {
  profiling: 'Reading the file',
  'mapping-needed': 'Waiting for your choice',
  importing: 'Importing',
  ready: 'Ready',
  failed: 'Failed',
}
