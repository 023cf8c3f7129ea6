import { useSession } from '#src/api/queries.ts'
import { DatasetPage } from '#src/features/ingest/DatasetPage.tsx'
import { DatasetsPage } from '#src/features/ingest/DatasetsPage.tsx'
import { AppHeader } from './AppHeader.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/data` and `/data/:id`; `null` stands for the list. Guests have no data of their own. */
export function DataPage({ datasetId }: { readonly datasetId: string | null }) {
  usePageTitle('Data')
  const session = useSession()
  if (session.data?.kind === 'guest') return <NotFoundPage />
  return (
    <>
      <AppHeader showData />
      {datasetId === null ? <DatasetsPage /> : <DatasetPage key={datasetId} datasetId={datasetId} />}
    </>
  )
}
