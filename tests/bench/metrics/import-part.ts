import { rm } from 'node:fs/promises'
import type { BenchServer } from '../bench-server.ts'
import { median, rounded } from '../bench.ts'
import type { Verdict } from '../verdicts.ts'
import { importCsv } from './import-csv.ts'
import { fixedVerdict, ratioVerdict, timed } from './part.ts'
import { residentMib, watchMemory } from './processes.ts'
import type { Reference } from './reference.ts'

const MEMORY_LIMIT_MIB = 1_536
/** How far two measurements of memory lie apart by chance. */
const SAME_MEMORY = 1.15

export interface Imported {
  readonly datasetId: string
  readonly verdicts: readonly Verdict[]
}

/** The reference's full import and ours in turn; what was imported last stays for the other parts. */
export async function importPart(server: BenchServer, reference: Reference, runs: number): Promise<Imported> {
  const ours: number[] = []
  const theirs: number[] = []
  const grown: number[] = []
  let datasetId = ''
  for (let round = 0; round < runs; round += 1) {
    if (datasetId !== '') await server.json('DELETE', `/api/datasets/${datasetId}`)
    theirs.push(await reference.fullImportMs())
    const before = residentMib(server.pid())
    const memory = watchMemory(server.pid())
    const { ms, value } = await timed(() => importCsv(server, reference.csv, reference.events))
    ours.push(ms)
    grown.push(memory.peakMib() - before)
    datasetId = value
  }
  const verdicts = [
    ratioVerdict({
      scenario: `import of ${reference.size} events, ms`,
      against: 'full import',
      limit: 1.3,
      ours: rounded(median(ours), 0),
      theirs: rounded(median(theirs), 0),
      remark: 'upload, profile and import, by the API',
    }),
    fixedVerdict({
      scenario: `memory of ${reference.size}, MiB more`,
      limit: MEMORY_LIMIT_MIB,
      unit: 'MiB',
      ours: rounded(Math.max(...grown), 0),
    }),
  ]
  return { datasetId, verdicts }
}

/** A larger file must not need more memory than the first one did. */
export async function largerImport(server: BenchServer, larger: Reference, grownMib: number): Promise<Verdict> {
  const before = residentMib(server.pid())
  const memory = watchMemory(server.pid())
  const { ms, value: id } = await timed(() => importCsv(server, larger.csv, larger.events))
  const ours = memory.peakMib() - before
  await server.json('DELETE', `/api/datasets/${id}`)
  await rm(larger.csv, { force: true })
  return ratioVerdict({
    scenario: `memory of ${larger.size}, MiB more`,
    against: 'that of the smaller file',
    limit: SAME_MEMORY,
    ours: rounded(ours, 0),
    theirs: grownMib,
    remark: `imported in ${rounded(ms / 1_000)} s`,
  })
}
