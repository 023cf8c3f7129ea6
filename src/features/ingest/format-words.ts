import type { DatasetProfile, KnownShape } from '#shared/contract/rest/datasets.ts'
import { ALL_SHEETS } from '#shared/contract/sheet-choice.ts'
import { assertNever } from '#shared/lib/assert.ts'

/** What kind of file it is, for a line of facts. */
export function formatWords({ format, encoding, delimiter, sheet, parts }: DatasetProfile): readonly string[] {
  const files = parts.length > 1 ? [`${parts.length} files read as one`] : []
  switch (format) {
    case 'delimited':
      return [encoding, delimiterWords(delimiter), ...files]
    case 'json':
      return ['JSON', encoding, ...files]
    case 'xlsx':
    case 'xml-sheet':
    case 'html': {
      const book = format === 'xlsx' ? 'Excel workbook' : format === 'html' ? 'HTML' : 'Excel workbook of 2003 (XML)'
      const kind = format === 'html' ? 'tables' : 'sheets'
      if (sheet === ALL_SHEETS) return [`${book}, ${parts.length} ${kind} read as one`]
      return [sheet === null ? book : format === 'html' ? `${book}, ${sheet}` : `${book}, sheet “${sheet}”`, ...files]
    }
    case 'xes':
      return ['XES event log', ...files]
    case 'parquet':
      return ['Parquet', ...files]
    case 'log':
      return ['log', encoding, ...files]
    default:
      return assertNever(format)
  }
}

function delimiterWords(delimiter: string): string {
  switch (delimiter) {
    case ',':
      return 'separated by commas'
    case ';':
      return 'separated by semicolons'
    case '\t':
      return 'separated by tabs'
    case '|':
      return 'separated by bars'
    case '  ':
      return 'separated by blanks'
    case '\u0001':
    case '\u001F':
      return 'separated by control characters'
    default:
      return `separated by “${delimiter}”`
  }
}

/** What was recognised, as a heading. */
export const SHAPE_TITLES: Readonly<Record<KnownShape, string>> = {
  amplitude: 'This is an export from Amplitude',
  mixpanel: 'This is an export from Mixpanel',
  segment: 'These are calls from Segment',
  posthog: 'This is an export from PostHog',
  ga4: 'This is an export from Google Analytics 4',
  'web-log': 'This is the log of a web server',
  survey: 'These are the answers of a survey',
  wide: 'This is a table with one row a case',
}
