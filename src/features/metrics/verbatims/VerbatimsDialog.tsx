import { Search } from 'lucide-react'
import { useState } from 'react'
import { type VerbatimGroup, VERBATIMS_A_PAGE, groupsOf } from '#shared/metrics/verbatims.ts'
import { ApiError, wordsOf } from '#src/api/api-error.ts'
import { type AskedVerbatims, useVerbatims } from '#src/api/verbatims-api.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { VerbatimList } from './VerbatimList.tsx'

interface VerbatimsDialogProps {
  readonly number: Pick<AskedVerbatims, 'journeyId' | 'of' | 'measure' | 'persona' | 'range'>
  /** Of what it is, and the number as it is shown. */
  readonly title: string
  readonly value: string
  readonly onClose: () => void
}

const GROUP_LABELS: Readonly<Record<VerbatimGroup, string>> = {
  promoters: 'Promoters (9 and 10)',
  passives: 'Passives (7 and 8)',
  detractors: 'Detractors (0 to 6)',
  satisfied: 'Satisfied (the two highest)',
  unsatisfied: 'Not satisfied',
  positive: 'Sounds positive',
  neutral: 'Sounds neutral',
  negative: 'Sounds negative',
}
const ALL = 'all'

const whole = new Intl.NumberFormat('en')

/** What customers wrote behind a number, a page at a time. Whoever may not read it is told so. */
export function VerbatimsDialog({ number, title, value, onClose }: VerbatimsDialogProps) {
  const [wanted, setWanted] = useState<Pick<AskedVerbatims, 'field' | 'group' | 'search'>>({ search: '' })
  const [offset, setOffset] = useState(0)
  const { data, error, isPlaceholderData } = useVerbatims({ ...number, ...wanted, offset })
  const choose = (change: Partial<typeof wanted>): void => {
    setWanted({ ...wanted, ...change })
    setOffset(0)
  }
  const last = data ? Math.min(offset + VERBATIMS_A_PAGE, data.total) : 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="What they said"
      description={`${title}: ${value}`}
      size="lg"
      footer={
        data !== undefined &&
        data.total > VERBATIMS_A_PAGE && (
          <>
            <span className="tabular mr-auto self-center text-xs text-ink-muted">
              {whole.format(offset + 1)}–{whole.format(last)} of {whole.format(data.total)}
            </span>
            <Button size="sm" disabled={offset === 0} onClick={() => setOffset(offset - VERBATIMS_A_PAGE)}>
              Newer
            </Button>
            <Button size="sm" disabled={last >= data.total} onClick={() => setOffset(offset + VERBATIMS_A_PAGE)}>
              Older
            </Button>
          </>
        )
      }
    >
      {error !== null ? (
        <p role="alert" className="text-sm text-pretty text-ink-muted">
          {(error instanceof ApiError && error.code === 'not-allowed' && error.detail) || wordsOf(error)}
        </p>
      ) : data === undefined ? (
        <Skeleton className="h-40 w-full" />
      ) : data.field === null ? (
        <p className="text-sm text-pretty text-ink-muted">{data.note}</p>
      ) : (
        <div className="flex flex-col gap-3">
          <form
            className="flex flex-wrap gap-2"
            onSubmit={(event) => {
              event.preventDefault()
              choose({ search: String(new FormData(event.currentTarget).get('search') ?? '').trim() })
            }}
          >
            <Select
              label="Which of them"
              hideLabel
              className="w-52 max-sm:w-full"
              value={wanted.group ?? ALL}
              onChange={(group) => choose({ group: group === ALL ? undefined : group })}
              options={[
                { value: ALL, label: 'All of them' },
                ...groupsOf(data.scale).map((group) => ({ value: group, label: GROUP_LABELS[group] })),
              ]}
            />
            {data.fields.length > 1 && (
              <Select
                label="Texts from"
                hideLabel
                className="w-40 max-sm:w-full"
                value={data.field}
                onChange={(field) => choose({ field })}
                options={data.fields.map((field) => ({ value: field, label: field }))}
              />
            )}
            <TextField
              label="Search in the texts"
              hideLabel
              type="search"
              name="search"
              icon={Search}
              placeholder="Search, then press Enter"
              className="min-w-40 flex-1"
              maxLength={200}
              onChange={(event) => event.target.value === '' && wanted.search !== '' && choose({ search: '' })}
            />
          </form>
          <p aria-live="polite" className="tabular text-xs text-pretty text-ink-muted">
            {whole.format(data.total)} {data.total === 1 ? 'text' : 'texts'}
            {data.total === data.texts ? '' : ` of ${whole.format(data.texts)}`}, from {whole.format(data.answers)}{' '}
            {data.answers === 1 ? 'answer' : 'answers'}, the newest first.
            {data.isCapped && ' How they sound was only read of the newest 20,000.'} That you looked is written into the
            audit log.
          </p>
          {data.total === 0 ? (
            <p className="text-sm text-ink-muted">Nobody wrote anything like this.</p>
          ) : (
            <VerbatimList list={data.list} elementId={number.of} isOld={isPlaceholderData} />
          )}
        </div>
      )}
    </Dialog>
  )
}
