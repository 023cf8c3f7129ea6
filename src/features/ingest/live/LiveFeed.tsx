import { RadioTower } from 'lucide-react'
import { useState } from 'react'
import { api } from '#src/api/api.ts'
import { useSources } from '#src/api/feed-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { AddSourceDialog } from './AddSourceDialog.tsx'
import { SourceRow } from './SourceRow.tsx'

/** Who sends live events to a dataset, how that goes, and how another is added. */
export function LiveFeed({ datasetId }: { readonly datasetId: string }) {
  const { data: sources, isError } = useSources(datasetId)
  const [adding, setAdding] = useState(false)

  return (
    <section aria-labelledby="live-feed" className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="live-feed" className="text-lg font-semibold text-ink">
          Live events
        </h2>
        {!isError && (
          <Button size="sm" icon={RadioTower} onClick={() => setAdding(true)}>
            Add a sender
          </Button>
        )}
      </header>
      <p className="max-w-3xl text-sm text-pretty text-ink-muted">
        Each sender, such as a website, an app, Segment or RudderStack, gets an address with a key of its own and posts
        events there as they happen. Open journeys show the new numbers as they come. An event that is answered is on
        disk, and one that is sent twice with the same id counts once.
      </p>
      {sources !== undefined && sources.length > 0 && (
        <ul className="flex flex-col gap-2">
          {sources.map((source) => (
            <SourceRow key={source.id} datasetId={datasetId} source={source} />
          ))}
        </ul>
      )}
      <p className="text-sm text-pretty text-ink-faint">
        A script of your own can also post to <code className="text-xs break-all">{api.ingestUrl(datasetId)}</code> with
        a token of your account that may send events.
      </p>
      <AddSourceDialog datasetId={datasetId} open={adding} onOpenChange={setAdding} />
    </section>
  )
}
