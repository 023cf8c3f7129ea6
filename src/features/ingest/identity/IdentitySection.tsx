import { Combine } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useIdentity, useSetIdentity } from '#src/api/identity-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { late } from '#src/ui/late.ts'
import { IdentityFacts } from './IdentityFacts.tsx'
import { useMayChange } from '../use-may-change.ts'

const CombineDialog = late(async () => (await import('./CombineDialog.tsx')).CombineDialog)
const IdentityDialog = late(async () => (await import('./IdentityDialog.tsx')).IdentityDialog)

/** Which cases of a dataset are one person: how many were joined and why, how more are, and how it is undone. */
export function IdentitySection({ dataset }: { readonly dataset: DatasetBody }) {
  const { data: identity, error } = useIdentity(dataset.id)
  const [isOpen, setOpen] = useState(false)
  const [isCombining, setCombining] = useState(false)
  const [, navigate] = useLocation()
  const [isUndoing, setUndoing] = useState(false)
  const undo = useSetIdentity(dataset.id)
  const mayChange = useMayChange(dataset.workspaceId)
  // Who may not look at the dataset is told so by the page.
  if (error !== null || identity === undefined) return null
  const { declaration, summary, others } = identity

  return (
    <section aria-labelledby="people" className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="people" className="text-lg font-semibold text-ink">
          People
        </h2>
        {mayChange && (
          <div className="flex flex-wrap gap-2">
            {declaration !== null && others.length > 0 && (
              <Button size="sm" onClick={() => setCombining(true)}>
                One log with others
              </Button>
            )}
            {declaration !== null && (
              <Button size="sm" onClick={() => setUndoing(true)}>
                Undo
              </Button>
            )}
            <Button size="sm" icon={Combine} onClick={() => setOpen(true)}>
              {declaration === null ? 'Join ids' : 'Change'}
            </Button>
          </div>
        )}
      </header>
      {declaration === null ? (
        <p className="max-w-3xl text-sm text-pretty text-ink-muted">
          Every case counts as somebody else.
          {mayChange &&
            ' When one person has several ids here (a visitor on two devices, before and after signing in) or is in another dataset too, say which attributes are ids: cases that share one become one person, in all numbers. You see before what joins, and can undo it.'}
        </p>
      ) : (
        <>
          <p className="max-w-3xl text-sm text-pretty text-ink-muted">
            Cases are people here: cases that share an id count as one, in all numbers. The events keep the ids that
            they came with.
          </p>
          {summary !== null && (
            <div className="rounded-lg bg-surface p-4 shadow-card">
              <IdentityFacts summary={summary} />
            </div>
          )}
        </>
      )}
      {isOpen && (
        <Suspense>
          <IdentityDialog
            datasetId={dataset.id}
            identity={identity}
            fields={dataset.fields.map(({ name }) => name)}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
      {isCombining && (
        <Suspense>
          <CombineDialog
            dataset={dataset}
            others={others}
            onMade={(id) => navigate(`/data/${id}`)}
            onClose={() => setCombining(false)}
          />
        </Suspense>
      )}
      <ConfirmDialog
        open={isUndoing}
        onOpenChange={setUndoing}
        title="Count every case by itself again?"
        confirmLabel="Undo joining"
        danger={false}
        busy={undo.isPending}
        error={undo.error === null ? null : wordsOf(undo.error)}
        onConfirm={() => undo.mutate(null, { onSuccess: () => setUndoing(false) })}
      >
        All numbers from this dataset are then what they were before. You can join the ids again at any time.
      </ConfirmDialog>
    </section>
  )
}
