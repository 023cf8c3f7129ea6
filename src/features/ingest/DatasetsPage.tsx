import { AGE_SHOWN_EVERY_MS } from './quantities.ts'
import { Database, Gauge, Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { wordsOf } from '#src/api/api-error.ts'
import { useDatasets } from '#src/api/queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { CustomerSight } from './CustomerSight.tsx'
import { DeleteAllDatasets } from './DeleteAllDatasets.tsx'
import { DeleteCustomer } from './DeleteCustomer.tsx'
import { DatasetRow } from './DatasetRow.tsx'
import { DropZone } from './DropZone.tsx'
import { EmptyDatasetDialog } from './EmptyDatasetDialog.tsx'
import { FilePicker } from './FilePicker.tsx'
import { Notice } from './Notice.tsx'
import { UploadStatus } from './UploadStatus.tsx'
import { useMediaQuery } from '#src/ui/use-media-query.ts'
import { useNow } from '#src/ui/use-now.ts'
import { useUpload } from './use-upload.ts'

interface DatasetsPageProps {
  /** The workspace, when I own it: then I may delete all of its data. */
  readonly ownedWorkspace?: { readonly id: string; readonly name: string } | null
  /** The workspace, when I manage it: then I may delete one customer from all of its data. */
  readonly managedWorkspaceId?: string | null
}

/** `/data`: every dataset, and the ways to bring a new one in. A file may be dropped anywhere on the page. */
export function DatasetsPage({ ownedWorkspace = null, managedWorkspaceId = null }: DatasetsPageProps) {
  const [, navigate] = useLocation()
  const [asksName, setAsksName] = useState(false)
  const query = useDatasets()
  const now = useNow(AGE_SHOWN_EVERY_MS)
  const upload = useUpload((id) => navigate(`/data/${id}`))
  const sending = upload.state.kind === 'sending'
  const datasets = query.data
  // Nothing is dragged with a finger from another program.
  const isTouch = useMediaQuery('(pointer: coarse)')

  return (
    <DropZone onFile={upload.start} disabled={sending}>
      <main className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-8 md:px-6">
        <header className="flex flex-wrap items-end gap-3">
          <div className="min-w-[min(14rem,100%)] flex-1">
            <h1 className="text-2xl font-semibold text-ink">Data</h1>
            <p className="mt-1 text-base text-pretty text-ink-muted">
              What your customers really did. Bind it to a journey to see its numbers there.
            </p>
          </div>
          {!sending && (
            <div className="flex max-w-full flex-wrap gap-2">
              <Button icon={Gauge} onClick={() => navigate('/data/metrics')} className="max-w-full">
                Metrics and segments
              </Button>
              <Button icon={Plus} onClick={() => setAsksName(true)}>
                Empty dataset
              </Button>
              <FilePicker label="Import a file" variant="primary" onFile={upload.start} />
            </div>
          )}
        </header>
        <UploadStatus upload={upload} />
        {query.isError && datasets === undefined && (
          <Notice
            tone="danger"
            title="The datasets cannot be shown"
            action={
              <Button size="sm" onClick={() => void query.refetch()}>
                Try again
              </Button>
            }
          >
            {wordsOf(query.error)}
          </Notice>
        )}
        {datasets === undefined && !query.isError && <Skeleton className="h-48 w-full" />}
        {datasets?.length === 0 && !sending && (
          <div className="flex min-h-80 items-center rounded-2xl border-2 border-dashed border-line-strong/50">
            <EmptyState
              icon={Database}
              title={isTouch ? 'Bring in a file with events' : 'Drop a file with events anywhere on this page'}
            >
              One event a row: whose it is, when it happened, and what happened. Waymark finds the columns, you check
              them.
            </EmptyState>
          </div>
        )}
        {datasets !== undefined && datasets.length > 0 && (
          <>
            <ul aria-label="Datasets" className="overflow-hidden rounded-xl bg-surface shadow-card">
              {datasets.map((dataset) => (
                <DatasetRow key={dataset.id} dataset={dataset} now={now} />
              ))}
            </ul>
            <p className="text-center text-sm text-ink-faint max-sm:hidden">
              CSV, Excel, JSON, XES, Parquet, or a ZIP of these: drop it anywhere on this page.
            </p>
            <div className="flex flex-wrap items-center justify-center gap-2">
              {managedWorkspaceId !== null && <CustomerSight workspaceId={managedWorkspaceId} />}
              {managedWorkspaceId !== null && <DeleteCustomer workspaceId={managedWorkspaceId} />}
              {ownedWorkspace && <DeleteAllDatasets workspace={ownedWorkspace} count={datasets.length} />}
            </div>
          </>
        )}
      </main>
      <EmptyDatasetDialog open={asksName} onOpenChange={setAsksName} onCreated={(id) => navigate(`/data/${id}`)} />
    </DropZone>
  )
}
