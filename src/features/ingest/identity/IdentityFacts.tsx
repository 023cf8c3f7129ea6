import { counted } from '#shared/lib/counted.ts'
import type { IdentityKeyFacts, IdentitySummary } from '#shared/contract/rest/identity.ts'
import { wholeNumber } from '../quantities.ts'

const LARGEST_SHOWN = 5
const COMMON_SHOWN = 3

/** How many cases are how many people, by what, and what was not believed. */
export function IdentityFacts({ summary }: { readonly summary: IdentitySummary }) {
  const { cases, people, merged, mergedPeople, keys, elsewhere, largest } = summary
  return (
    <div className="flex flex-col gap-3 text-sm text-ink">
      <p className="text-pretty">
        <strong className="font-semibold">
          {counted(cases, 'case')} {cases === 1 ? 'is' : 'are'} {counted(people, 'person', 'people')}.
        </strong>{' '}
        {merged === 0
          ? 'No two cases of this dataset share an id.'
          : `${counted(merged, 'case')} ${merged === 1 ? 'is' : 'are'} joined to ${counted(mergedPeople, 'person', 'people')}; the others stay as they are.`}
      </p>
      {elsewhere.length > 0 && (
        <p className="text-pretty">
          {elsewhere
            .map(
              ({ name, people: both }) =>
                `${counted(both, 'person', 'people')} ${both === 1 ? 'is' : 'are'} in “${name}” as well`,
            )
            .join('; ')}
          .
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {keys.map((key) => (
          <li key={`${key.field ?? ''} ${key.kind}`} className="min-w-0 rounded-lg bg-ink/4 px-3 py-2">
            <KeyFacts facts={key} />
          </li>
        ))}
      </ul>
      {largest.length > 0 && (
        <section aria-label="Largest groups" className="flex flex-col gap-1">
          <h4 className="text-xs font-semibold text-ink-muted">Most cases of one person</h4>
          <ul className="flex flex-col gap-1">
            {largest.slice(0, LARGEST_SHOWN).map(({ person, cases: own, ids, kinds }, at) => (
              <li key={person ?? at} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
                <span className="tabular">{counted(own, 'case')}</span>
                {ids.length > 0 && (
                  <span className="min-w-0 truncate text-ink-muted" title={ids.join(', ')}>
                    {ids.join(', ')}
                    {own > ids.length && ' …'}
                  </span>
                )}
                <span className="text-xs text-ink-faint">by {kinds.join(', ')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function KeyFacts({ facts }: { readonly facts: IdentityKeyFacts }) {
  const { field, kind, isMissing, values, cases, placeholderCases, tooCommon, tooMany } = facts
  const doubts = [
    ...(placeholderCases > 0
      ? [`${counted(placeholderCases, 'case')} with a value that names nobody (“unknown”, “0” …)`]
      : []),
    ...(tooCommon.values > 0
      ? [
          `${counted(tooCommon.values, 'value')} too common to be one person’s: ${tooCommon.top
            .slice(0, COMMON_SHOWN)
            .map(({ value, cases: sharing }) => `“${value}” (${wholeNumber(sharing)} cases)`)
            .join(', ')}`,
        ]
      : []),
    ...(tooMany.cases > 0 ? [`${counted(tooMany.cases, 'case')} with too many different values`] : []),
  ]
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium break-all">{field ?? 'The id of the case'}</span>
        <span className="text-xs text-ink-faint">{kind}</span>
      </p>
      <p className="text-pretty text-ink-muted">
        {isMissing
          ? 'The dataset has no such attribute.'
          : values === 0
            ? 'Joins nothing.'
            : `${counted(values, 'value')} ${values === 1 ? 'joins' : 'join'} ${counted(cases, 'case')} with each other or with another dataset.`}
      </p>
      {doubts.length > 0 && (
        <p className="text-xs text-pretty break-words text-ink-muted">Not believed: {doubts.join('; ')}.</p>
      )}
    </>
  )
}
