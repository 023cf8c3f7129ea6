import { counted } from '#shared/lib/counted.ts'
import { Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import type { IdentityBody, IdentityDeclarationInput } from '#shared/contract/rest/identity.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useIdentityPreview, useSetIdentity } from '#src/api/identity-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { IdentityFacts } from './IdentityFacts.tsx'
import { declarationOf, draftOf, type KeyDraft, newKey } from './identity-draft.ts'

interface IdentityDialogProps {
  readonly datasetId: string
  readonly identity: IdentityBody
  /** The attributes of the dataset. */
  readonly fields: readonly string[]
  readonly onClose: () => void
}

const USUAL_KINDS = ['user id', 'anonymous id', 'e-mail', 'phone', 'device id', 'account']
/** Stands for the id of the case in the list of what can be added. */
const CASE = 'case'
const FIELD = 'field '

/** Which attributes are ids, what that would join, and then the joining itself. */
export function IdentityDialog({ datasetId, identity, fields, onClose }: IdentityDialogProps) {
  const kindsId = useId()
  const [draft, setDraft] = useState(() => draftOf(identity))
  const [asked, setAsked] = useState<IdentityDeclarationInput | null>(null)
  const [missing, setMissing] = useState<string | null>(null)
  const preview = useIdentityPreview(datasetId, asked)
  const set = useSetIdentity(datasetId)
  const change = (next: readonly KeyDraft[]) => {
    setDraft(next)
    setAsked(null)
    setMissing(null)
  }
  const look = () => {
    const declaration = declarationOf(draft)
    if (typeof declaration === 'string') setMissing(declaration)
    else setAsked(declaration)
  }
  const free = [
    ...(draft.some(({ field }) => field === null) ? [] : [{ value: CASE, label: 'The id of the case' }]),
    ...fields
      .filter((name) => !draft.some(({ field }) => field === name))
      .map((name) => ({ value: `${FIELD}${name}`, label: name })),
  ]
  const failed = set.error ?? preview.error
  const fault = missing ?? (failed === null ? null : wordsOf(failed))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Which ids are one person?"
      description="Cases that share an id are joined. Ids of one kind join with each other, also over datasets. It can be undone."
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={preview.isFetching} onClick={look}>
            See what joins
          </Button>
          <Button
            variant="primary"
            busy={set.isPending}
            disabled={asked === null || preview.data === undefined}
            onClick={() =>
              set.mutate(asked, {
                onSuccess: ({ summary }) => {
                  onClose()
                  if (summary !== null) {
                    toast.success(
                      `${counted(summary.cases, 'case')} are counted as ${counted(summary.people, 'person', 'people')}`,
                    )
                  }
                },
              })
            }
          >
            Join them
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <datalist id={kindsId}>
          {[...new Set([...identity.kinds, ...USUAL_KINDS])].map((kind) => (
            <option key={kind} value={kind} aria-label={kind} />
          ))}
        </datalist>
        {draft.length === 0 && (
          <p className="text-sm text-pretty text-ink-muted">
            No attribute sounds like an id of a person. Choose one that does: what a person has on every device, such as
            the number of their account.
          </p>
        )}
        <ul className="flex flex-col gap-3">
          {draft.map((key, at) => (
            <KeyRow
              key={key.field ?? CASE}
              draft={key}
              kindsId={kindsId}
              onChange={(next) => change(draft.with(at, next))}
              onRemove={() => change(draft.toSpliced(at, 1))}
            />
          ))}
        </ul>
        {free.length > 0 && (
          <Select
            label="Add an id"
            placeholder="Choose an attribute"
            value={null}
            options={free}
            onChange={(value) => change([...draft, newKey(value === CASE ? null : value.slice(FIELD.length))])}
          />
        )}
        {fault !== null && (
          <p role="alert" className="text-sm text-danger">
            {fault}
          </p>
        )}
        {asked !== null && preview.data !== undefined && (
          <output ref={bringIntoSight} className="block rounded-lg p-3 shadow-card">
            <IdentityFacts summary={preview.data} />
          </output>
        )}
      </div>
    </Dialog>
  )
}

const bringIntoSight = (found: HTMLElement | null): void => found?.scrollIntoView({ block: 'nearest' })

interface KeyRowProps {
  readonly draft: KeyDraft
  readonly kindsId: string
  readonly onChange: (next: KeyDraft) => void
  readonly onRemove: () => void
}

function KeyRow({ draft, kindsId, onChange, onRemove }: KeyRowProps) {
  const { field, kind, maxCases, maxValues, reason } = draft
  const name = field ?? 'The id of the case'
  return (
    <li className="min-w-0 rounded-lg bg-ink/4 p-3" aria-label={name}>
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="text-sm font-medium break-all text-ink">{name}</p>
          {reason !== null && <p className="text-xs text-pretty break-words text-ink-muted">{reason}</p>}
        </div>
        <IconButton icon={Trash2} size="sm" label={`Leave out ${name}`} onClick={onRemove} />
      </div>
      <div className="mt-2 grid grid-cols-2 gap-2 sm:grid-cols-[2fr_1fr_1fr]">
        <TextField
          label="Kind of id"
          className="col-span-2 sm:col-span-1"
          list={kindsId}
          value={kind}
          maxLength={120}
          hint={field === null ? 'Several with commas, when cases are named by one or the other.' : undefined}
          onChange={(event) => onChange({ ...draft, kind: event.target.value })}
        />
        {field !== null && (
          <>
            <TextField
              label="Most cases per value"
              inputMode="numeric"
              value={maxCases}
              onChange={(event) => onChange({ ...draft, maxCases: event.target.value })}
            />
            <TextField
              label="Most values per case"
              inputMode="numeric"
              value={maxValues}
              onChange={(event) => onChange({ ...draft, maxValues: event.target.value })}
            />
          </>
        )}
      </div>
    </li>
  )
}
