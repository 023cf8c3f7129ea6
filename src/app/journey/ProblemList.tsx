import type { RecordProblem } from '#shared/model/snapshot.ts'

/** Of a journey full of faults the first say enough. */
const LISTED_MAX = 50

const NAMES: Readonly<Record<RecordProblem['root'], string>> = {
  personas: 'Persona',
  stages: 'Stage',
  steps: 'Step',
  lanes: 'Lane',
  cards: 'Card',
  links: 'Link',
  views: 'Saved view',
  bindings: 'Numbers',
  journey: 'Journey',
}

/** What of a journey this version cannot read, by name. */
export const ProblemList = ({ problems }: { readonly problems: readonly RecordProblem[] }) => (
  <ul className="flex flex-col gap-1.5 text-xs text-ink-muted">
    {problems.slice(0, LISTED_MAX).map(({ root, id, message }) => (
      <li key={`${root} ${id}`} className="break-words">
        <span className="font-medium text-ink">
          {NAMES[root]} {id.slice(0, 64)}
        </span>{' '}
        {message.slice(0, 200)}
      </li>
    ))}
    {problems.length > LISTED_MAX && <li>and {(problems.length - LISTED_MAX).toLocaleString('en')} more</li>}
  </ul>
)
