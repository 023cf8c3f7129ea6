import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'

const NAMES = ['customer', 'when', 'what', 'medium', 'amount', 'region', 'row number']

/** The profile of a small, well-formed file; a test changes what it is about. */
export function ingestProfile(changes: Partial<DatasetProfile> = {}): DatasetProfile {
  return {
    fileName: 'events.csv',
    fileBytes: 2_048,
    format: 'delimited',
    sheets: [],
    sheet: null,
    parts: [],
    recognized: null,
    encoding: 'utf-8',
    delimiter: ',',
    columns: NAMES.map((name, index) => ({ name, index, examples: [`${name} 1`, `${name} 2`] })),
    preview: [
      ['c1', '2025-03-01T10:00:00Z', 'Visit', 'web', '', 'north', '1'],
      ['c1', '2025-03-01T10:05:00Z', 'Purchase', 'app', '12.50', 'north', '2'],
    ],
    guess: {
      case: 'customer',
      timestamp: 'when',
      event: 'what',
      eventFallback: null,
      eventName: null,
      steps: [],
      scale: null,
      timezone: null,
      channel: 'medium',
      value: 'amount',
      ignore: ['row number'],
    },
    guessReasons: {
      case: 'Its values repeat, and the column is called “customer”.',
      timestamp: 'Every value is a date with a time of day.',
    },
    personal: [],
    warnings: [],
    dateOrderNeeded: false,
    ...changes,
  }
}
