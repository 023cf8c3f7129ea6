import { Link2, Map as JourneyIcon } from 'lucide-react'
import { useLocation } from 'wouter'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateJourney } from '#src/api/mutations.ts'
import { useJourneys } from '#src/api/queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { Notice } from './Notice.tsx'
import { useMayChange } from './use-may-change.ts'

/** Where a journey opens with its data panel at this dataset. */
export const bindAddress = (journeyId: string, datasetId: string): string =>
  `/journeys/${journeyId}?data=${encodeURIComponent(datasetId)}`

/** What one does with a dataset: draft a journey from it, or tie it to one that is there. */
export function NextSteps({ dataset }: { readonly dataset: DatasetBody }) {
  const [, navigate] = useLocation()
  const create = useCreateJourney()
  const { data: journeys = [] } = useJourneys()
  const mayChange = useMayChange(dataset.workspaceId)

  const draft = () =>
    create.mutate(
      { datasetId: dataset.id, title: dataset.name },
      { onSuccess: ({ id }) => navigate(`/journeys/${id}`) },
    )

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {mayChange && (
          <Button
            variant="primary"
            icon={JourneyIcon}
            busy={create.isPending}
            disabled={dataset.events === 0}
            onClick={draft}
          >
            Create a journey from this data
          </Button>
        )}
        {journeys.length > 0 && (
          <Menu
            trigger={<Button icon={Link2}>Bind to a journey</Button>}
            entries={journeys.map(({ id, title }) => ({
              label: title === '' ? 'Untitled journey' : title,
              onSelect: () => navigate(bindAddress(id, dataset.id)),
            }))}
          />
        )}
      </div>
      {create.isError && (
        <Notice tone="danger" title="The journey could not be created">
          {wordsOf(create.error)}
        </Notice>
      )}
    </div>
  )
}
