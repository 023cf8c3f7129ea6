import { ChevronLeft } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { useDataset } from '#src/api/queries.ts'
import { DatasetFacts } from './DatasetFacts.tsx'
import { DatasetFields } from './DatasetFields.tsx'
import { DatasetTitle } from './DatasetTitle.tsx'
import { EventNames } from './EventNames.tsx'
import { ImportFlow } from './ImportFlow.tsx'
import { ImportReport } from './ImportReport.tsx'
import { LiveFeed } from './LiveFeed.tsx'
import { NextSteps } from './NextSteps.tsx'

/** `/data/:id`: from the uploaded file to events that can be bound, and what is in them. */
export function DatasetPage({ datasetId }: { readonly datasetId: string }) {
  const [, navigate] = useLocation()
  const { data: dataset } = useDataset(datasetId)
  return (
    <main className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-8 md:px-6">
      <div className="flex min-w-0 flex-col gap-1">
        <Link href="/data" className="-ml-1 flex items-center gap-0.5 self-start text-sm text-ink-muted hover:text-ink">
          <ChevronLeft aria-hidden className="size-4" />
          Data
        </Link>
        {dataset !== undefined && <DatasetTitle dataset={dataset} onDeleted={() => navigate('/data')} />}
      </div>
      <ImportFlow datasetId={datasetId}>{(ready) => <ReadyDataset dataset={ready} />}</ImportFlow>
    </main>
  )
}

const ReadyDataset = ({ dataset }: { readonly dataset: DatasetBody }) => (
  <>
    <DatasetFacts dataset={dataset} />
    {dataset.events > 0 && <NextSteps dataset={dataset} />}
    {dataset.result !== null && (
      <section className="flex flex-col gap-3">
        <h2 className="text-lg font-semibold text-ink">Import</h2>
        <ImportReport datasetId={dataset.id} result={dataset.result} />
      </section>
    )}
    {dataset.events === 0 && <LiveFeed datasetId={dataset.id} />}
    {dataset.eventNames.length > 0 && <EventNames dataset={dataset} />}
    <DatasetFields dataset={dataset} />
    {dataset.events > 0 && <LiveFeed datasetId={dataset.id} />}
  </>
)
