import { NO_FILTER } from '#shared/model/records/saved-view.ts'
import { cardsPassing } from '#shared/model/selectors/card-filter.ts'
import { askedAs, type FilterChoice, filterGroups, isAsked } from '#shared/model/selectors/filter-groups.ts'
import { Button } from '#src/ui/Button.tsx'
import { ChipGroup } from '#src/ui/ChipGroup.tsx'
import { useLens, useSnapshot, useView } from '../view-context.ts'
import { ViewSheet } from '../ViewSheet.tsx'

/** Which cards one wants to see. Only one's own sight changes. */
export function FilterSheet({ onClose }: { readonly onClose: () => void }) {
  const { lens, address } = useView()
  const { place } = address
  const snapshot = useSnapshot()
  const { filter, others, showsNumbers, showsPointers } = useLens()
  const passing = cardsPassing(snapshot, filter)
  const toggle = ({ field, ...choice }: FilterChoice): void => {
    const asked = askedAs(filter, { field, ...choice })
    const list: readonly string[] = filter[field]
    const next = asked === undefined ? [...list, choice.value] : list.filter((one) => one !== asked)
    lens.setState({ filter: { ...filter, [field]: next } })
  }
  return (
    <ViewSheet title="What is shown" onClose={onClose}>
      <p role="status" className="tabular mb-4 text-sm text-ink-muted">
        {passing === null
          ? `All ${String(snapshot.cards.size)} cards are shown.`
          : `${String(passing.size)} of ${String(snapshot.cards.size)} cards pass.`}
      </p>
      <div className="flex flex-col gap-4">
        {filterGroups(snapshot, filter).map(({ field, label, choices }) => (
          <ChipGroup
            key={field}
            label={label}
            choices={choices}
            isOn={(choice) => isAsked(filter, choice)}
            onToggle={toggle}
          />
        ))}
        <label className="flex min-h-10 items-center gap-2.5 text-sm text-ink">
          <input
            type="checkbox"
            className="size-4.5 accent-(--accent)"
            checked={others === 'hide'}
            onChange={(event) => lens.setState({ others: event.target.checked ? 'hide' : 'dim' })}
          />
          Hide what does not pass
        </label>
        <label className="flex min-h-10 items-center gap-2.5 text-sm text-ink">
          <input
            type="checkbox"
            className="size-4.5 accent-(--accent)"
            checked={showsNumbers}
            onChange={(event) => lens.setState({ showsNumbers: event.target.checked })}
          />
          Show numbers
        </label>
        <label className="flex min-h-10 items-center gap-2.5 text-sm text-ink">
          <input
            type="checkbox"
            className="size-4.5 accent-(--accent)"
            checked={showsPointers}
            onChange={(event) => lens.setState({ showsPointers: event.target.checked })}
          />
          Show others’ pointers on the map
        </label>
        <Button disabled={passing === null} onClick={() => lens.setState({ filter: NO_FILTER, savedViewId: null })}>
          Show all
        </Button>
        {place.kind === 'page' && (
          <p className="text-xs text-ink-muted">
            <a className="text-accent underline" href={`/journeys/${encodeURIComponent(place.journeyId)}`}>
              Open the canvas, the table and the outline
            </a>{' '}
            of this journey.
          </p>
        )}
      </div>
    </ViewSheet>
  )
}
