import { counted } from '#shared/lib/counted.ts'
import { useRef, useState } from 'react'
import type {
  DatasetBody,
  DatasetMapping,
  DatasetMappingInput,
  DatasetProfile,
} from '#shared/contract/rest/datasets.ts'
import { Button } from '#src/ui/Button.tsx'
import {
  type Blocker,
  blockersOf,
  choiceOf,
  type ColumnRole,
  mappingOf,
  personalColumnsOf,
  proposedChoice,
  withRole,
} from './column-roles.ts'
import type { ImportFailure } from './import-failure.ts'
import { FileNotices } from './FileNotices.tsx'
import { formatWords } from './format-words.ts'
import { FindingList, HARMLESS } from './FindingList.tsx'
import { MappingQuestions } from './MappingQuestions.tsx'
import { MappingTable } from './MappingTable.tsx'
import { Notice } from './Notice.tsx'
import { PersonalNotice } from './PersonalNotice.tsx'
import { fileSize } from './quantities.ts'
import { WizardBar } from './WizardBar.tsx'

interface MappingStepProps {
  readonly profile: DatasetProfile
  /** The choice of an earlier import of this file, to be changed; absent: what Waymark proposes. */
  readonly mapping?: DatasetMapping | null | undefined
  /** Why the last try failed. */
  readonly failure: ImportFailure | null
  readonly busy: boolean
  readonly onImport: (mapping: DatasetMappingInput) => void
  /** How a file with these columns was read last; it is proposed instead of the guess. */
  readonly saved?: DatasetBody['savedMapping']
  readonly sameFile?: DatasetBody['sameFile']
  /** Columns that an import before has hashed; they stay so. */
  readonly hashed?: readonly string[]
  /** How many other files are read by the same answers. */
  readonly alsoRead?: number
  readonly onSheet?: ((sheet: string) => void) | undefined
  /** Absent when there is nothing to go back to. */
  readonly onCancel?: (() => void) | undefined
}

/** Asked for in an own question below the table, so not repeated in the list. */
const ASKED = new Set(['ambiguous_date_order', 'naive_timestamps'])

/** The choice between upload and import: which column is what, and what the file leaves open. */
export function MappingStep(props: MappingStepProps) {
  const {
    profile,
    mapping,
    failure,
    busy,
    onImport,
    saved = null,
    sameFile = null,
    hashed = [],
    alsoRead = 0,
    onSheet,
    onCancel,
  } = props
  const earlier = mapping ?? saved?.mapping
  const [choice, setChoice] = useState(() => (earlier ? choiceOf(profile, earlier) : proposedChoice(profile)))
  const orderRefused = failure?.code === 'date-order-needed'
  const blockers = blockersOf(profile, choice, orderRefused)
  const chosen = mappingOf(profile, choice)
  const warnings = profile.warnings.filter(({ warning }) => !ASKED.has(warning))
  // What may have changed the meaning of the file is read before its columns.
  const serious = warnings.filter(({ warning }) => !HARMLESS.has(warning))
  const harmless = warnings.filter(({ warning }) => HARMLESS.has(warning))
  const box = useRef<HTMLDivElement>(null)
  const goTo = (kind: Blocker['kind']): void => {
    const field = box.current?.querySelector<HTMLElement>(kind === 'dateOrder' ? 'input[type=radio]' : 'table select')
    field?.focus({ preventScroll: true })
    field?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }

  const changeRole = (column: string, role: ColumnRole) =>
    setChoice(({ roles, options }) => ({ roles: withRole(roles, column, role), options }))

  const changePersonal = (column: string, isPersonal: boolean) =>
    setChoice(({ roles, options }) => {
      const personal = new Set(options.personal)
      if (isPersonal) personal.add(column)
      else personal.delete(column)
      return { roles, options: { ...options, personal } }
    })

  return (
    <div ref={box} className="flex min-w-0 flex-col gap-5">
      <div>
        <h2 className="text-lg font-semibold text-ink">Check the columns</h2>
        <p className="mt-0.5 text-sm text-pretty text-ink-muted">
          Waymark has looked at the file and proposes what each column is. Every event needs a <b>case</b> (whose
          journey it is), a <b>time</b> and an <b>event</b> (what happened); everything else is optional.
        </p>
        <p className="tabular mt-1 text-xs text-ink-faint">
          {[
            profile.fileName,
            fileSize(profile.fileBytes),
            counted(profile.columns.length, 'column'),
            ...formatWords(profile),
          ].join(' · ')}
        </p>
      </div>
      <FileNotices
        profile={profile}
        saved={mapping ? null : saved}
        sameFile={sameFile}
        onSheet={onSheet}
        onProposal={() => setChoice(proposedChoice(profile))}
      />
      {alsoRead > 0 && (
        <Notice tone="info" title="These answers are the dataset’s">
          {counted(alsoRead, 'other file')} that {alsoRead === 1 ? 'has' : 'have'} none of{' '}
          {alsoRead === 1 ? 'its' : 'their'} own {alsoRead === 1 ? 'is' : 'are'} read by them as well.
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="danger" title="This could not be imported">
          {failure.words}
        </Notice>
      )}
      {serious.length > 0 && <FindingList warnings={serious} />}
      <MappingTable
        profile={profile}
        roles={choice.roles}
        onRoleChange={changeRole}
        personal={choice.options.personal}
        hashed={hashed}
        onPersonalChange={changePersonal}
      />
      <PersonalNotice columns={personalColumnsOf(choice).filter((name) => !hashed.includes(name))} />
      <MappingQuestions
        profile={profile}
        choice={choice}
        orderRefused={orderRefused}
        onChange={(options) => setChoice(({ roles }) => ({ roles, options }))}
      />
      {harmless.length > 0 && <FindingList warnings={harmless} />}
      <WizardBar blockers={blockers} onGoTo={goTo}>
        {onCancel !== undefined && (
          <Button size="lg" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button
          variant="primary"
          size="lg"
          busy={busy}
          disabled={blockers.length > 0 || chosen === null}
          onClick={() => chosen !== null && onImport(chosen)}
        >
          Import
        </Button>
      </WizardBar>
    </div>
  )
}
