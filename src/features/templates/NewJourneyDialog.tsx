import { FileJson, Table2 } from 'lucide-react'
import { type ChangeEvent, type FormEvent, useId, useRef, useState } from 'react'
import type { JourneyCreate, TemplateKey } from '#shared/contract/rest/journeys.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateJourney } from '#src/api/mutations.ts'
import { useTemplates } from '#src/api/queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { ChoiceGroup } from '#src/ui/ChoiceGroup.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { OtherStart } from './OtherStart.tsx'
import { readJourneyFile } from './read-journey-file.ts'
import { TemplateTile } from './TemplateTile.tsx'

const TITLE_MAX_LENGTH = 200
const UNTITLED = 'Untitled journey'

interface NewJourneyDialogProps {
  readonly onClose: () => void
  readonly onCreated: (journeyId: string) => void
  /** The person wants to begin with a data file; importing one is not done here. */
  readonly onFromData: () => void
}

/** Every way to begin a journey. */
export function NewJourneyDialog({ onClose, onCreated, onFromData }: NewJourneyDialogProps) {
  const templates = useTemplates()
  const create = useCreateJourney()
  const [key, setKey] = useState<TemplateKey>('blank')
  const [title, setTitle] = useState('')
  const [fileFault, setFileFault] = useState<string | null>(null)
  const fileInput = useRef<HTMLInputElement>(null)
  const formId = useId()

  const chosen = templates.data?.find((template) => template.key === key)
  const suggestedTitle = key === 'blank' || chosen === undefined ? UNTITLED : chosen.title
  const fault = fileFault ?? (create.error === null ? null : wordsOf(create.error))

  const start = (body: JourneyCreate): void => {
    setFileFault(null)
    create.mutate(body, { onSuccess: ({ id }) => onCreated(id) })
  }
  const startFromTemplate = (): void => start({ template: key, title: title.trim() || suggestedTitle })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    startFromTemplate()
  }

  const importFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0]
    // Choosing the same file again must be noticed, too.
    event.target.value = ''
    if (file === undefined) return
    const read = await readJourneyFile(file)
    if (read.ok) start({ document: read.value })
    else setFileFault(read.detail ?? 'This file cannot be read.')
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      dismissible={!create.isPending}
      size="lg"
      title="New journey"
      footer={
        <form id={formId} onSubmit={submit} className="flex w-full items-end gap-2 max-sm:flex-wrap">
          <TextField
            label="Title"
            className="min-w-[min(12rem,100%)] flex-1"
            value={title}
            maxLength={TITLE_MAX_LENGTH}
            placeholder={suggestedTitle}
            disabled={create.isPending}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Button variant="primary" type="submit" busy={create.isPending} disabled={templates.data === undefined}>
            {create.isPending ? (chosen?.hasData ? 'Generating events…' : 'Creating…') : 'Create journey'}
          </Button>
        </form>
      }
    >
      {fault !== null && (
        <p role="alert" className="mb-4 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {fault}
        </p>
      )}
      {templates.error !== null && templates.data === undefined ? (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {wordsOf(templates.error)}
        </p>
      ) : (
        <ChoiceGroup
          label="Start from"
          value={key}
          onChange={setKey}
          disabled={create.isPending}
          className="grid gap-3 sm:grid-cols-2"
        >
          {templates.data === undefined
            ? [0, 1, 2, 3].map((index) => <Skeleton key={index} rounding="lg" className="h-20 sm:h-52" />)
            : templates.data.map((template) => (
                <TemplateTile key={template.key} template={template} onConfirm={startFromTemplate} />
              ))}
        </ChoiceGroup>
      )}
      <h3 className="mt-6 mb-2 text-xs font-medium text-ink-muted">Or begin with something you have</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <OtherStart
          icon={Table2}
          title="From a data file"
          text="A CSV of events. Waymark drafts the steps from what really happened."
          disabled={create.isPending}
          onClick={onFromData}
        />
        <OtherStart
          icon={FileJson}
          title="From a journey file"
          text="A journey that was downloaded as JSON, here or elsewhere."
          disabled={create.isPending}
          onClick={() => fileInput.current?.click()}
        />
        <input
          ref={fileInput}
          type="file"
          accept=".json,application/json"
          aria-label="Journey file"
          tabIndex={-1}
          className="hidden"
          onChange={(event) => void importFile(event)}
        />
      </div>
    </Dialog>
  )
}
