import { isTimeZone } from '#shared/lib/time-zone.ts'
import { SCORE_SCALES } from '../score-scales.ts'
import { SHEETS_ARE } from '../sheet-choice.ts'
import { z } from 'zod'
import { idParam, instant, nameSchema } from './common.ts'
import { fileColumns } from './file-columns.ts'

/** Why a row did not become an event. */
export const REJECT_REASONS = [
  'missing_case',
  'missing_timestamp',
  'bad_timestamp',
  'missing_event',
  'ragged_row',
  'malformed_quote',
  'bad_encoding',
  'nul_byte',
  'oversize_record',
  'bad_json',
  'not_an_object',
  'duplicate',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

/** What an import noticed without rejecting a row for it; told once an import, with a count. */
export const IMPORT_WARNINGS = [
  'encoding_guessed',
  'naive_timestamps',
  'mixed_timezones',
  'mixed_date_formats',
  'ambiguous_date_order',
  'timestamp_out_of_range',
  'nonexistent_local_time',
  'ambiguous_local_time',
  'out_of_order',
  'tied_timestamps',
  'duplicate_rows',
  'duplicate_headers',
  'ragged_rows',
  'bad_value',
  'bad_encoding',
  'truncated_input',
  'nul_byte',
  'lookalike_names',
  'id_looks_like_scientific_notation',
  'malformed_quote',
  'formula_cell',
  'error_cell',
  'unreadable_step',
  'score_out_of_range',
  'other_lists',
  'undecided_numbers',
  'mixed_records',
  'deleted_customers',
  'cases_from_above',
  'case_of_nobody',
  'dates_turned',
  'ids_rounded',
  'other_sheets',
  'one_column',
] as const
export type ImportWarning = (typeof IMPORT_WARNINGS)[number]

/** What a file is, by its content. */
export const FILE_FORMATS = ['delimited', 'json', 'xlsx', 'xml-sheet', 'html', 'xes', 'parquet', 'log'] as const

/** Kinds of table that are known by their shape. */
export const KNOWN_SHAPES = ['amplitude', 'mixpanel', 'segment', 'posthog', 'ga4', 'web-log', 'survey', 'wide'] as const
export type KnownShape = (typeof KNOWN_SHAPES)[number]

const column = z.object({
  /** Unique in the file: repeated headers get a number, an empty one `column N`. This is what a mapping names. */
  name: z.string(),
  index: z.number().int(),
  /** The first few values that are not empty. */
  examples: z.array(z.string()),
})

/** Of a wide table: a column that holds the time of one event, and what that event is called. */
const step = z.object({ column: z.string(), event: z.string().trim().min(1).max(500) })

const mappingFields = z.object({
  /** `null`: the file names no case; each row is one of its own. */
  case: z.string().nullable(),
  /** A row without a case belongs to the one above it, as where cells were merged over the rows of a case. */
  caseFromAbove: z.boolean().optional(),
  /** `null` in a wide table. */
  timestamp: z.string().nullable().default(null),
  /** `null` in a wide table, or when all events have one name. */
  event: z.string().nullable().default(null),
  /** The column that says what happened where `event` is empty. */
  eventFallback: z.string().nullable().default(null),
  /** What events are called that no column names. */
  eventName: z.string().trim().min(1).max(500).nullable().default(null),
  /** A table with one time column per step becomes one event for each of them. */
  steps: z.array(step).max(200).default([]),
  /** The value is an answer on this scale; others do not count. */
  scale: z.enum(SCORE_SCALES).nullable().default(null),
  channel: z.string().nullable().default(null),
  value: z.string().nullable().default(null),
  ignore: z.array(z.string()).default([]),
  /** Columns that tell who somebody is: their values are hashed, and kept nowhere as they are. Only the case and attributes can be. */
  personal: z.array(z.string()).max(2_000).default([]),
  /** IANA zone for instants without one. */
  timezone: z.string().max(64).default('UTC'),
  /** How 03/04/2025 is read; `null`: decided from the whole column, refused when it cannot be. */
  dateOrder: z.enum(['DMY', 'MDY', 'YMD']).nullable().default(null),
  /** `null`: guessed. */
  decimal: z.enum(['.', ',']).nullable().default(null),
  dropDuplicates: z.boolean().default(false),
})

/** Which column plays which part. Columns that are not named here are kept as attributes unless listed in `ignore`. */
export const datasetMapping = mappingFields
  .refine(({ timestamp, steps }) => steps.length > 0 || timestamp !== null, {
    error: 'No column says when it happened.',
  })
  .refine(({ event, eventName, steps }) => steps.length > 0 || event !== null || eventName !== null, {
    error: 'No column says what happened.',
  })
export type DatasetMapping = z.infer<typeof datasetMapping>
/** What a client sends: everything with a default may be left out. */
export type DatasetMappingInput = z.input<typeof datasetMapping>

export const datasetProfile = z.object({
  fileName: z.string(),
  format: z.enum(FILE_FORMATS),
  /** Of a workbook, in its order, and the one that was looked at; or what else of several is read. */
  sheets: z.array(z.object({ name: z.string(), isHidden: z.boolean() })),
  sheet: z.string().nullable(),
  /** Absent: the sheets of a workbook. */
  sheetsAre: z.enum(SHEETS_ARE).optional(),
  /** The files inside an archive that are read as one table. */
  parts: z.array(z.string()),
  /** Whose export it is, or what kind of table, and by what this was seen. */
  recognized: z.object({ shape: z.enum(KNOWN_SHAPES), reasons: z.array(z.string()) }).nullable(),
  fileBytes: z.number(),
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(column),
  /** The first rows as text, in column order. */
  preview: z.array(z.array(z.string())),
  /** What Waymark would map, `null` where no column fits. */
  guess: z.object({
    case: z.string().nullable(),
    /** Only the first row of each group names its case. */
    caseFromAbove: z.boolean().optional(),
    timestamp: z.string().nullable(),
    event: z.string().nullable(),
    eventFallback: z.string().nullable(),
    eventName: z.string().nullable(),
    steps: z.array(step),
    scale: z.enum(SCORE_SCALES).nullable(),
    channel: z.string().nullable(),
    value: z.string().nullable(),
    ignore: z.array(z.string()),
    /** The zone that such exports use; `null`: nobody knows. */
    timezone: z.string().nullable(),
  }),
  /** In plain words, by role: why that column. */
  guessReasons: z.record(z.string(), z.string()),
  /** Columns that seem to tell who somebody is, and by what this was seen. */
  personal: z.array(z.object({ column: z.string(), reason: z.string() })),
  warnings: z.array(z.object({ warning: z.enum(IMPORT_WARNINGS), count: z.number() })),
  /** The day-month order must be chosen by a person. */
  dateOrderNeeded: z.boolean(),
  /** The day-month order that the times themselves show; `null` or absent: none. */
  dateOrder: z.enum(['DMY', 'MDY', 'YMD']).nullish(),
})
export type DatasetProfile = z.infer<typeof datasetProfile>

export const importResult = z.object({
  records: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  /** What the accepted rows became; a row of a wide table makes several events. */
  events: z.number().optional(),
  rejectedBy: z.partialRecord(z.enum(REJECT_REASONS), z.number()),
  warnings: z.array(z.object({ warning: z.enum(IMPORT_WARNINGS), count: z.number() })),
  /** False when the file ends early or a fault stopped the reading; the rows before it are kept. */
  complete: z.boolean(),
  message: z.string().nullable(),
})
export type ImportResult = z.infer<typeof importResult>

/** uploaded → profiled → importing → ready; failed keeps the reason. A dataset that is only fed live is ready from the start. */
export const DATASET_STATES = ['profiling', 'mapping-needed', 'importing', 'ready', 'failed'] as const

/** What of a dataset is hashed, in files and in live events. A mark stays: what was hashed does not come back. */
export const personalColumns = z.object({
  /** The ids of cases. */
  case: z.boolean(),
  /** Columns of its files, and attributes of live events, by name. */
  columns: z.array(z.string()).max(2_000),
})
export type PersonalColumns = z.infer<typeof personalColumns>

const field = z.object({
  name: z.string(),
  distinct: z.number(),
  /** The commonest values with their number of events. */
  values: z.array(z.object({ value: z.string(), events: z.number() })),
})

export const datasetListItem = z.object({
  id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  state: z.enum(DATASET_STATES),
  createdAt: instant,
  updatedAt: instant,
  events: z.number(),
  cases: z.number(),
  firstEventAt: instant.nullable(),
  lastEventAt: instant.nullable(),
  /** In which its days, weeks and months are counted: a name of the IANA database. */
  timeZone: z.string(),
})
export type DatasetListItem = z.infer<typeof datasetListItem>
export const datasetListBody = z.object({ datasets: z.array(datasetListItem) })

/** A file that lacks a needed column under its name, and what Waymark would take for what. */
export const waitingFile = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  /** It lacks a column that an event needs, by its name; or it has them all, and writes dates or numbers otherwise. */
  waitsFor: z.enum(['columns', 'formats']),
  profile: datasetProfile,
  proposal: fileColumns,
  /** In plain words, by column of the file: why it stands for that, or is left out. */
  reasons: z.record(z.string(), z.string()),
})
export type WaitingFile = z.infer<typeof waitingFile>

/** A file that was read, and by which answers; the columns are called as the file calls them. */
export const readFile = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  profile: datasetProfile,
  answers: fileColumns,
})
export type ReadFile = z.infer<typeof readFile>

/** What of a dataset is one file's, and would go with it. */
export const fileShare = z.object({
  /** Its events that are in the dataset now; `null`: an earlier version read it, and it is not known which they are. */
  events: z.number().nullable(),
  /** Of so many cases. */
  cases: z.number().nullable(),
  /** Those of them that have no event from elsewhere. */
  onlyCases: z.number().nullable(),
  /** A plan brought it, which may bring it again. */
  isPulled: z.boolean(),
  /** It is the only one: without it the dataset is empty, but for live events. */
  isOnly: z.boolean(),
})
export type FileShare = z.infer<typeof fileShare>

export const datasetBody = datasetListItem.extend({
  profile: datasetProfile.nullable(),
  mapping: datasetMapping.nullable(),
  result: importResult.nullable(),
  error: z.object({ code: z.string(), message: z.string(), detail: z.string().optional() }).nullable(),
  /** Names of its events, commonest first, at most 1,000. */
  eventNames: z.array(z.object({ event: z.string(), events: z.number(), cases: z.number() })),
  channels: z.array(z.object({ value: z.string(), events: z.number() })),
  /** Its other attributes. */
  fields: z.array(field),
  personal: personalColumns,
  /** The datasets whose events it has as one log; absent: it has its own. */
  madeOf: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .readonly()
    .optional(),
  /** What it is made of, in the order in which it came. `columns`: how a file names them otherwise; `null`: it does not. */
  files: z.array(z.object({ id: z.string(), name: z.string(), bytes: z.number(), columns: fileColumns.nullable() })),
  /** A further file that has not the columns which an event needs; it is not read before somebody has said which stand for them. */
  waiting: waitingFile.nullable(),
  /** While columns are chosen: how a file with the same columns was read last, in this workspace. */
  savedMapping: z.object({ datasetId: z.string(), name: z.string(), mapping: datasetMapping }).nullable(),
  /** While columns are chosen: another dataset of the workspace that has this very file. */
  sameFile: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** While columns are chosen: it was there before this file, and goes on without it. */
  goesOnWithoutFile: z.boolean().optional(),
  job: z.string().nullable(),
})
export type DatasetBody = z.infer<typeof datasetBody>

export const datasetCreated = z.object({ id: z.string(), job: z.string() })
/** `job`: `null` when the dataset has this file already, and nothing was added. */
export const datasetFileAdded = z.object({ id: z.string(), job: z.string().nullable() })
/** `job`: `null` when no rows of it were there, so nothing has to be read anew. */
export const datasetFileRemoved = z.object({ id: z.string(), job: z.string().nullable() })
export const datasetSheet = z.object({ sheet: z.string().min(1).max(200) })
export const datasetPatch = z.object({ name: nameSchema })
/** What is hashed from now on, and what is stored of it as well. Nothing that was hashed comes back. */
export const datasetPersonal = personalColumns.refine((marks) => marks.case || marks.columns.length > 0, {
  message: 'Nothing is marked',
})
export const datasetTimeZone = z.object({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { message: 'It is no time zone of the IANA database, like Europe/Berlin' }),
})
const MOST_COMBINED = 10
/**
 * A dataset without a file, to be fed by `POST /api/ingest/<id>`; or with `madeOf` one log of several datasets whose cases are joined to
 * people.
 */
export const datasetCreateEmpty = z.object({
  name: nameSchema,
  personal: personalColumns.optional(),
  madeOf: z.array(idParam).min(2).max(MOST_COMBINED).optional(),
})
/** Those of this workspace, or into it; absent: of all of mine, or into the first in which I may bring data. */
export const datasetListQuery = z.object({ workspace: idParam.optional() })

export const rejectItem = z.object({
  /** Line of the file on which the record starts, from 1. */
  line: z.number(),
  /** The file inside an archive. */
  file: z.string().optional(),
  reason: z.enum(REJECT_REASONS),
  detail: z.string(),
  /** The record as it stood, cut to 500 characters. */
  text: z.string(),
})
export type RejectItem = z.infer<typeof rejectItem>
export const rejectListBody = z.object({ total: z.number(), rejects: z.array(rejectItem) })

export const jobBody = z.object({
  id: z.string(),
  /** `remove`: the files of a dataset are read without one that leaves. */
  kind: z.enum(['profile', 'import', 'remove']),
  state: z.enum(['running', 'done', 'failed']),
  /** 0..1 */
  progress: z.number(),
  rows: z.number(),
  error: z.object({ code: z.string(), message: z.string(), detail: z.string().optional() }).nullable(),
})
export type JobBody = z.infer<typeof jobBody>

/** One live event. Anything in `attributes` becomes a field of the dataset. */
export const ingestEvent = z.object({
  /** The sender's own name for this very event: sent again, it is not stored again. Absent: each time counts. */
  id: z.string().min(1).max(500).optional(),
  case: z.union([z.string().min(1).max(500), z.number()]),
  event: z.string().min(1).max(500),
  /** ISO 8601 with zone, or ms since 1970; absent: the moment of arrival. Refused: what must be seconds, and more than a day ahead. */
  timestamp: z.union([z.string(), z.number()]).optional(),
  channel: z.string().max(500).nullish(),
  value: z.number().nullish(),
  attributes: z.record(z.string().min(1).max(200), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})

export const ingestBody = z.object({
  /** Stored now, and on disk. */
  accepted: z.number(),
  /** Known by their id: stored before. */
  duplicates: z.number(),
  rejected: z.number(),
  /** The first 100 rejects: position in the request (from 0) and why. */
  errors: z.array(z.object({ index: z.number(), message: z.string() })),
})

/** `name`: the workspace's, typed out. */
export const datasetsDelete = z.object({ name: z.string() })
export const datasetsDeleted = z.object({ deleted: z.number().int() })
