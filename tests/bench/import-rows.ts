import { type BenchResult, rounded } from './bench.ts'
import { importGenerated } from './bench-dataset.ts'
import { withBenchServer } from './bench-server.ts'

const ROWS = 1_000_000

/** A generated CSV, from the upload to events that can be asked. */
export const importRows = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { fileBytes, uploadMs, profileMs, importMs } = await importGenerated(server, ROWS)
    const totalMs = uploadMs + profileMs + importMs
    return {
      name: 'import',
      what: `${ROWS} rows of CSV (${rounded(fileBytes / 1e6, 0)} MB): upload, profile, import`,
      figures: {
        importRowsPerSecond: rounded((ROWS / importMs) * 1_000, 0),
        overallRowsPerSecond: rounded((ROWS / totalMs) * 1_000, 0),
        uploadMs: rounded(uploadMs, 0),
        profileMs: rounded(profileMs, 0),
        importMs: rounded(importMs, 0),
      },
    }
  })
