import { type FormEvent, useId, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreatePull } from '#src/api/feed-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { CONTROL_CLASS, Field } from '#src/ui/Field.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { ZoneSelect } from '../ZoneSelect.tsx'
import { DatabaseFields } from './DatabaseFields.tsx'
import { emptyDraft, type PullDraft, pullOfDraft } from './pull-draft.ts'
import { PLANS } from './pull-words.ts'

interface AddPullDialogProps {
  readonly datasetId: string
  readonly onClose: () => void
}

const FORM_ID = 'add-pull'
const OWN_PLAN = 'own'

/** Asks what is to be fetched, from where and when; it is fetched once at once. */
export function AddPullDialog({ datasetId, onClose }: AddPullDialogProps) {
  const zoneId = useId()
  const [draft, setDraft] = useState<PullDraft>(() => emptyDraft(Intl.DateTimeFormat().resolvedOptions().timeZone))
  const [missing, setMissing] = useState<string | null>(null)
  const create = useCreatePull(datasetId)
  const set = (change: Partial<PullDraft>) => {
    setMissing(null)
    setDraft((before) => ({ ...before, ...change }))
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const pull = pullOfDraft(draft)
    if (typeof pull === 'string') setMissing(pull)
    else create.mutate(pull, { onSuccess: onClose })
  }

  const fault = missing === null ? (create.isError ? wordsOf(create.error) : null) : `Still needed: ${missing}`
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Plan a pull"
      description="It is fetched once right away, so that you see whether it works, and then by the plan."
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={FORM_ID} busy={create.isPending}>
            Plan and fetch now
          </Button>
        </>
      }
    >
      <form id={FORM_ID} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <SegmentedControl
          label="Where it comes from"
          isWide
          value={draft.kind}
          onChange={(kind) => set({ kind, secret: '' })}
          options={[
            { value: 'url', label: 'A file at an address' },
            { value: 'postgres', label: 'A PostgreSQL query' },
          ]}
        />
        {draft.kind === 'url' ? <AddressFields draft={draft} set={set} /> : <DatabaseFields draft={draft} set={set} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="When"
            value={draft.plan}
            onChange={(plan) => set({ plan })}
            options={[
              ...PLANS.map(({ cron, label }) => ({ value: cron as string, label })),
              { value: OWN_PLAN, label: 'A plan of your own' },
            ]}
          />
          <Field id={zoneId} label="Time zone">
            <ZoneSelect
              id={zoneId}
              zone={draft.timezone}
              onChange={(timezone) => set({ timezone })}
              className={CONTROL_CLASS}
            />
          </Field>
        </div>
        {draft.plan === OWN_PLAN && (
          <TextField
            label="Plan (cron)"
            value={draft.cron}
            placeholder="15 */4 * * 1-5"
            maxLength={200}
            onChange={({ target }) => set({ cron: target.value })}
            hint="Minute, hour, day of the month, month, day of the week. 15 */4 * * 1-5 is a quarter past every fourth hour, Monday to Friday."
          />
        )}
        {(draft.kind === 'url' || draft.watermark.trim() === '') && (
          <Select
            label="What comes the next time"
            value={draft.mode}
            onChange={(mode) => set({ mode })}
            options={[
              { value: 'replace', label: 'takes the place of what came before' },
              { value: 'add', label: 'is added to what came before' },
            ]}
            hint={
              draft.mode === 'replace'
                ? 'Right for an export that holds everything each time. Other files of this dataset and live events stay.'
                : 'Right for an export that holds only what is new. The very same file adds nothing.'
            }
          />
        )}
        {fault !== null && (
          <p role="alert" className="text-sm text-danger">
            {fault}
          </p>
        )}
      </form>
    </Dialog>
  )
}

interface FieldsProps {
  readonly draft: PullDraft
  readonly set: (change: Partial<PullDraft>) => void
}

const AddressFields = ({ draft, set }: FieldsProps) => (
  <>
    <TextField
      label="Address"
      type="url"
      inputMode="url"
      value={draft.url}
      maxLength={2_000}
      placeholder="https://files.example.org/events.csv"
      onChange={({ target }) => set({ url: target.value })}
      hint="CSV, JSON, Excel, XES or Parquet, also zipped, up to 2 GiB. Everybody who edits data here can read the address, so a secret belongs into the header below."
    />
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label="Header (if one is needed)"
        value={draft.headerName}
        maxLength={100}
        placeholder="Authorization"
        onChange={({ target }) => set({ headerName: target.value })}
      />
      <TextField
        label="Its value"
        type="password"
        autoComplete="new-password"
        value={draft.secret}
        maxLength={4_000}
        onChange={({ target }) => set({ secret: target.value })}
        hint="Kept sealed, sent to this server only, and never shown again."
      />
    </div>
  </>
)
