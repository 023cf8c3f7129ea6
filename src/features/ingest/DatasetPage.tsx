import { ChevronLeft, Columns3Cog } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { DatasetBody, DatasetMapping, WaitingFile } from '#shared/contract/rest/datasets.ts'
import { useAnswerForFile, useRemoveDatasetFile } from '#src/api/dataset-file-queries.ts'
import { useMapDataset } from '#src/api/mutations.ts'
import { useDataset } from '#src/api/queries.ts'
import { WorkspaceContext } from '#src/api/workspace-context.ts'
import { Button } from '#src/ui/Button.tsx'
import { DatasetFacts } from './DatasetFacts.tsx'
import { DatasetFields } from './DatasetFields.tsx'
import { DatasetFiles } from './DatasetFiles.tsx'
import { DatasetTitle } from './DatasetTitle.tsx'
import { EventNames } from './EventNames.tsx'
import { IdentitySection } from './identity/IdentitySection.tsx'
import { type ImportFailure, keptFailure, refusedRequest } from './import-failure.ts'
import { ImportFlow } from './ImportFlow.tsx'
import { ImportReport } from './ImportReport.tsx'
import { LiveFeed } from './live/LiveFeed.tsx'
import { MarkPersonal } from './MarkPersonal.tsx'
import { MappingStep } from './MappingStep.tsx'
import { RetentionSection } from './RetentionSection.tsx'
import { AnswerStep } from './matching/AnswerStep.tsx'
import { MatchStep } from './matching/MatchStep.tsx'
import { NextSteps } from './NextSteps.tsx'
import { Notice } from './Notice.tsx'
import { TimeZoneSection } from './TimeZoneSection.tsx'
import { ScheduledPulls } from './pulls/ScheduledPulls.tsx'
import { useMayChange, useMayManage } from './use-may-change.ts'

interface DatasetPageProps {
  readonly datasetId: string
  /** There is a list of datasets that one came from; not for who only looks at this one. */
  readonly hasList?: boolean
}

/** `/data/:id`: from the uploaded file to events that can be bound, and what is in them. */
export function DatasetPage({ datasetId, hasList = true }: DatasetPageProps) {
  const [, navigate] = useLocation()
  const { data: dataset } = useDataset(datasetId)
  /** Whoever adds a file is asked at once; whoever comes later sees that it waits. */
  const [isMatching, setIsMatching] = useState(false)
  return (
    // What is made from it belongs where it does, wherever one was before.
    <WorkspaceContext value={dataset?.workspaceId ?? null}>
      <main className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-8 md:px-6">
        <div className="flex min-w-0 flex-col gap-1">
          {hasList && (
            <Link
              href="/data"
              className="-ml-1 flex items-center gap-0.5 self-start text-sm text-ink-muted hover:text-ink"
            >
              <ChevronLeft aria-hidden className="size-4" />
              Data
            </Link>
          )}
          {dataset !== undefined && <DatasetTitle dataset={dataset} onDeleted={() => navigate('/data')} />}
        </div>
        <ImportFlow datasetId={datasetId}>
          {(ready) => <ReadyDataset dataset={ready} isMatching={isMatching} onMatching={setIsMatching} />}
        </ImportFlow>
      </main>
    </WorkspaceContext>
  )
}

interface ReadyDatasetProps {
  readonly dataset: DatasetBody
  readonly isMatching: boolean
  readonly onMatching: (isMatching: boolean) => void
}

function ReadyDataset({ dataset, isMatching, onMatching }: ReadyDatasetProps) {
  const [changing, setChanging] = useState(false)
  /** The file that is answered for otherwise. */
  const [answered, setAnswered] = useState<string | null>(null)
  const map = useMapDataset()
  const mayChange = useMayChange(dataset.workspaceId)
  const mayManage = useMayManage(dataset.workspaceId)
  const { waiting, mapping } = dataset
  // That a file waits is said where it can be answered.
  const failure = dataset.error?.code === 'file-columns-needed' && waiting !== null ? null : keptFailure(dataset)
  const hasOwnEvents = dataset.madeOf === undefined
  // Else where its files are.
  const asksColumnsHere =
    waiting !== null || !dataset.files.some(({ id, columns }) => id === dataset.id && columns === null)
  // What it asks for is asked for where it can be said.
  const ofAnswers = failure !== null && failure.code === 'date-order-needed' ? failure : null

  if (mayChange && isMatching && waiting !== null && mapping !== null) {
    return <Matching dataset={{ ...dataset, mapping }} waiting={waiting} failure={failure} onMatching={onMatching} />
  }
  if (changing && dataset.profile !== null) {
    return (
      <MappingStep
        profile={dataset.profile}
        mapping={dataset.mapping}
        hashed={dataset.personal.columns}
        failure={map.isError ? refusedRequest(map.error) : ofAnswers}
        busy={map.isPending}
        alsoRead={dataset.files.filter(({ id, columns }) => id !== dataset.id && columns === null).length}
        onImport={(mapping) => map.mutate({ id: dataset.id, mapping }, { onSuccess: () => setChanging(false) })}
        onCancel={() => setChanging(false)}
      />
    )
  }
  if (answered !== null && mapping !== null) {
    return (
      <AnswerStep
        dataset={{ ...dataset, mapping }}
        fileId={answered}
        failure={ofAnswers}
        onEnd={() => setAnswered(null)}
      />
    )
  }
  return (
    <>
      {!mayChange && (
        <Notice tone="info" title="You can look at this dataset, and not change it">
          It belongs to a workspace whose data only its editors change. You see it because you edit a journey beside it.
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="danger" title="This could not be read; everything is as it was before">
          {failure.words}
        </Notice>
      )}
      <DatasetFacts dataset={dataset} />
      {dataset.events > 0 && <NextSteps dataset={dataset} />}
      {dataset.result !== null && (
        <section aria-labelledby="import-result" className="flex flex-col gap-3">
          <header className="flex items-center justify-between gap-3">
            <h2 id="import-result" className="text-lg font-semibold text-ink">
              Import
            </h2>
            {dataset.profile !== null && mayChange && asksColumnsHere && (
              <Button size="sm" icon={Columns3Cog} onClick={() => setChanging(true)}>
                Change the columns
              </Button>
            )}
          </header>
          {dataset.files.length > 0 && (
            <DatasetFiles
              dataset={dataset}
              onMatching={onMatching}
              onColumns={() => setChanging(true)}
              onAnswer={setAnswered}
            />
          )}
          <ImportReport datasetId={dataset.id} result={dataset.result} maySeeRows={mayChange} />
        </section>
      )}
      {dataset.result === null && dataset.files.length === 0 && hasOwnEvents && mayChange && (
        <section aria-labelledby="files" className="flex flex-col gap-3">
          <h2 id="files" className="text-lg font-semibold text-ink">
            Files
          </h2>
          <DatasetFiles
            dataset={dataset}
            onMatching={onMatching}
            onColumns={() => setChanging(true)}
            onAnswer={setAnswered}
          />
        </section>
      )}
      {dataset.madeOf !== undefined && <MadeOf datasets={dataset.madeOf} />}
      {dataset.events === 0 && hasOwnEvents && mayChange && <Feeds datasetId={dataset.id} />}
      {dataset.eventNames.length > 0 && <EventNames dataset={dataset} />}
      <DatasetFields dataset={dataset} />
      {hasOwnEvents && <IdentitySection dataset={dataset} />}
      {hasOwnEvents && mayChange && (
        <>
          {dataset.events > 0 && <Feeds datasetId={dataset.id} />}
          <MarkPersonal dataset={dataset} />
        </>
      )}
      <TimeZoneSection dataset={dataset} />
      {hasOwnEvents && mayManage && <RetentionSection datasetId={dataset.id} />}
    </>
  )
}

interface MatchingProps {
  readonly dataset: DatasetBody & { readonly mapping: DatasetMapping }
  readonly waiting: WaitingFile
  readonly failure: ImportFailure | null
  readonly onMatching: (isMatching: boolean) => void
}

function Matching({ dataset, waiting, failure, onMatching }: MatchingProps) {
  const answer = useAnswerForFile()
  const remove = useRemoveDatasetFile()
  const refusal = answer.error ?? remove.error
  const file = { id: dataset.id, fileId: waiting.id }
  return (
    <MatchStep
      key={waiting.id}
      dataset={dataset}
      file={waiting}
      failure={refusal === null ? failure : refusedRequest(refusal)}
      busy={answer.isPending}
      onImport={(columns) => answer.mutate({ ...file, columns })}
      onLeaveOut={() => remove.mutate(file)}
      onLater={() => onMatching(false)}
    />
  )
}

/** Of what a dataset is one log. */
const MadeOf = ({ datasets }: { readonly datasets: NonNullable<DatasetBody['madeOf']> }) => (
  <section aria-labelledby="made-of" className="flex flex-col gap-2">
    <h2 id="made-of" className="text-lg font-semibold text-ink">
      Made of
    </h2>
    <p className="max-w-3xl text-sm text-pretty text-ink-muted">
      One log of these datasets, in which the events of a person stand together. New events, other joins and deletions
      there are here at once. Which ids are one person is said there.
    </p>
    <ul className="flex flex-wrap gap-2">
      {datasets.map(({ id, name }) => (
        <li key={id} className="min-w-0">
          <Link
            href={`/data/${id}`}
            className="block truncate rounded-lg bg-surface px-3 py-2 text-sm text-ink underline-offset-2 shadow-card hover:underline"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  </section>
)

/** By what events come in by themselves. */
const Feeds = ({ datasetId }: { readonly datasetId: string }) => (
  <>
    <ScheduledPulls datasetId={datasetId} />
    <LiveFeed datasetId={datasetId} />
  </>
)
