import { counted } from '#shared/lib/counted.ts'
import { useRef, useState } from 'react'
import type { DatasetBody, DatasetMapping, WaitingFile } from '#shared/contract/rest/datasets.ts'
import type { FileColumnsInput } from '#shared/contract/rest/file-columns.ts'
import { Button } from '#src/ui/Button.tsx'
import { isZoneAsked } from '../column-roles.ts'
import { FindingList } from '../FindingList.tsx'
import { formatWords } from '../format-words.ts'
import type { ImportFailure } from '../import-failure.ts'
import { Notice } from '../Notice.tsx'
import { PreviewTable } from '../PreviewTable.tsx'
import { fileSize } from '../quantities.ts'
import {
  asksEventName,
  blockersOf,
  columnsToMatch,
  fileColumnsOf,
  type MatchBlocker,
  mayBeNew,
  outcomeOf,
  proposedMatch,
  rolesOf,
  type Stand,
  targetsOf,
  withStand,
} from './column-match.ts'
import { MatchHeader } from './MatchHeader.tsx'
import { MatchOutcome } from './MatchOutcome.tsx'
import { MatchQuestions } from './MatchQuestions.tsx'
import { WizardBar } from '../WizardBar.tsx'

interface MatchStepProps {
  readonly dataset: Pick<DatasetBody, 'fields' | 'personal'> & { readonly mapping: DatasetMapping }
  readonly file: FileToMatch
  /** Why the last try failed. */
  readonly failure: ImportFailure | null
  readonly busy: boolean
  readonly onImport: (columns: FileColumnsInput) => void
  /** The file goes, and the dataset stays as it is; absent where it was read. */
  readonly onLeaveOut?: (() => void) | undefined
  /** Nothing changes now. */
  readonly onLater: () => void
}

/** `waitsFor`: `null` where it was read, and is to be answered for otherwise. */
export type FileToMatch = Omit<WaitingFile, 'waitsFor'> & { readonly waitsFor: WaitingFile['waitsFor'] | null }

const TITLES = {
  columns: 'Match the columns of',
  formats: 'Match the columns of',
  read: 'Answer otherwise for',
} as const
const INTRODUCTIONS = {
  columns:
    'This file names its columns otherwise than the dataset. Say which column of the dataset each of them stands for; the rows of both then are one log. ',
  formats:
    'The columns of this file are called as in the dataset, but its dates or numbers are written otherwise: read like those of the dataset they would mean other days or amounts. Check what stands for what; it is then read in its own way. ',
  read: 'This is how the file was read. Change what was wrong: its rows are replaced at once when all of it was read, and stay as they are when it cannot be.',
} as const

/** Where each of what is missing is said. */
const FIELDS: Readonly<Record<MatchBlocker['kind'], string>> = {
  column: 'table select',
  dateOrder: 'input[type=radio]',
  eventName: 'input[name=event-name]',
}

/** Asked in an own question below the table, so not repeated in the list. */
const ASKED = new Set(['ambiguous_date_order', 'naive_timestamps'])

/** A file by its own columns: which of them stands for which column of the dataset, and how its dates are read. */
export function MatchStep({ dataset, file, failure, busy, onImport, onLeaveOut, onLater }: MatchStepProps) {
  const { profile, waitsFor } = file
  const kind = waitsFor ?? 'read'
  const { mapping, personal } = dataset
  const [targets] = useState(() => targetsOf(dataset))
  const [choice, setChoice] = useState(() => proposedMatch(file, mapping))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  // It follows the proposal, not the choice, so that nothing moves while a person chooses.
  const [columns] = useState(() => columnsToMatch(profile, choice, targets))
  const { match } = choice
  const roles = rolesOf(match, targets)
  const orderRefused = failure?.code === 'date-order-needed'
  const blockers = blockersOf(profile, mapping, choice, targets, orderRefused)
  const warnings = profile.warnings.filter(({ warning }) => !ASKED.has(warning))
  const box = useRef<HTMLDivElement>(null)
  const goTo = (kind: MatchBlocker['kind']): void => {
    const field = box.current?.querySelector<HTMLElement>(FIELDS[kind])
    field?.focus({ preventScroll: true })
    field?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }
  const change = (own: string, stand: Stand): void => {
    const next = withStand(match, own, stand)
    setChoice({ ...choice, match: next })
    setTouched(
      new Set([...touched, ...[...next].filter(([name, held]) => held !== match.get(name)).map(([name]) => name)]),
    )
  }

  return (
    <div ref={box} className="flex min-w-0 flex-col gap-5">
      <div>
        <h2 className="text-lg font-semibold text-ink">
          {TITLES[kind]} “{file.name}”
        </h2>
        <p className="mt-0.5 max-w-3xl text-sm text-pretty text-ink-muted">
          {INTRODUCTIONS[kind]}
          {waitsFor !== null && 'It is kept with the file, and files with the same columns are read in the same way.'}
        </p>
        <p className="tabular mt-1 text-xs text-ink-faint">
          {[fileSize(file.bytes), counted(profile.columns.length, 'column'), ...formatWords(profile)].join(' · ')}
        </p>
      </div>
      {failure !== null && (
        <Notice tone="danger" title="This could not be imported">
          {failure.words}
        </Notice>
      )}
      {warnings.length > 0 && <FindingList warnings={warnings} />}
      <PreviewTable columns={columns} preview={profile.preview} isLeftOut={(name) => match.get(name) === 'left-out'}>
        {({ name }) => {
          const stand = match.get(name) ?? 'new'
          return (
            <MatchHeader
              name={name}
              stand={stand}
              role={roles.get(name) ?? 'attribute'}
              targets={targets}
              mayBeNew={mayBeNew(match, targets, name)}
              reason={touched.has(name) ? undefined : file.reasons[name]}
              isHashed={personal.columns.includes(typeof stand === 'object' ? stand.column : name)}
              onChange={(next) => change(name, next)}
            />
          )
        }}
      </PreviewTable>
      <MatchOutcome {...outcomeOf(match, targets)} />
      <MatchQuestions
        profile={profile}
        roles={roles}
        orderRefused={orderRefused}
        isOtherOrder={waitsFor === 'formats' && file.proposal.dateOrder !== null}
        asksZone={isZoneAsked(profile, roles)}
        asksName={asksEventName(mapping, match)}
        choice={choice}
        onChange={setChoice}
      />
      <WizardBar blockers={blockers} onGoTo={goTo}>
        {onLeaveOut !== undefined && (
          <Button variant="ghost" size="lg" onClick={onLeaveOut}>
            Leave this file out
          </Button>
        )}
        <Button size="lg" onClick={onLater}>
          {waitsFor === null ? 'Cancel' : 'Later'}
        </Button>
        <Button
          variant="primary"
          size="lg"
          busy={busy}
          disabled={blockers.length > 0}
          onClick={() => onImport(fileColumnsOf(profile, mapping, choice, targets))}
        >
          {waitsFor === null ? 'Read it again' : 'Import'}
        </Button>
      </WizardBar>
    </div>
  )
}
