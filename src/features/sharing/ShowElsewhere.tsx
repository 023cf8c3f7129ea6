import { Code2, Eye } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSetEmbed } from '#src/api/mutations.ts'
import { useEmbed } from '#src/api/queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { siteOf, sitesFrom } from './sites.ts'

interface ShowElsewhereProps {
  readonly journeyId: string
  readonly shares: readonly ShareItem[]
}

/** A link for stakeholders, and the journey inside other sites' pages. By links that change nothing only. */
export function ShowElsewhere({ journeyId, shares }: ShowElsewhereProps) {
  const looking = shares.filter(({ role, standing }) => role !== 'editor' && standing === 'open')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const share = looking.find(({ id }) => id === chosenId) ?? looking[0]
  if (!share) return null
  return (
    <section aria-label="Show it elsewhere" className="mt-5 border-t border-line pt-4">
      <h3 className="mb-2 text-xs font-medium text-ink-muted">Show it elsewhere</h3>
      {looking.length > 1 && (
        <div className="mb-3 flex flex-wrap gap-1.5" role="group" aria-label="By which link">
          {looking.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === share.id}
              className="inline-flex h-7 max-w-full items-center rounded-full border border-line px-2.5 text-xs text-ink hover:border-line-strong aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent pointer-coarse:h-10"
              onClick={() => setChosenId(id)}
            >
              <span className="truncate">{name}</span>
            </button>
          ))}
        </div>
      )}
      <div className="flex flex-wrap items-center justify-end gap-3">
        <Eye aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <p className="min-w-0 flex-[1_1_14rem] text-sm">
          The canvas, to look at
          <span className="block text-xs text-ink-muted">
            The link itself opens the stakeholder’s view, which is made for phones and presentations.
          </span>
        </p>
        <CopyButton text={`${share.url}?open=canvas`} label="Copy link to the canvas" />
      </div>
      {share.hasPassword || share.maxUses !== null ? (
        <p className="mt-3 text-xs text-ink-muted">
          Other sites’ pages cannot show it by this link: they could not ask for its password, nor count its uses.
        </p>
      ) : (
        <Embed key={share.id} journeyId={journeyId} shareId={share.id} />
      )}
    </section>
  )
}

function Embed({ journeyId, shareId }: { readonly journeyId: string; readonly shareId: string }) {
  const embed = useEmbed(journeyId, shareId)
  const change = useSetEmbed(journeyId, shareId)
  const [draft, setDraft] = useState<string | null>(null)
  const sites = change.data?.sites ?? embed.data?.sites ?? []
  const text = draft ?? sites.join(', ')
  const next = sitesFrom(text)
  const wrong = next.find((site) => siteOf(site) === null)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(
      next.map((site) => siteOf(site) ?? site),
      { onSuccess: () => setDraft(null) },
    )
  }
  if (embed.data === undefined)
    return embed.error === null ? (
      <Skeleton className="mt-3 h-13" />
    ) : (
      <p role="alert" className="mt-3 text-xs text-danger">
        {wordsOf(embed.error)}
      </p>
    )
  return (
    <form onSubmit={save} className="mt-3">
      <div className="flex items-end gap-2">
        <TextField
          className="min-w-0 flex-1"
          label="Sites that may embed it"
          placeholder="wiki.example.com, *.example.org"
          value={text}
          error={wrong === undefined ? undefined : `“${wrong}” is not the name of a site.`}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="submit" busy={change.isPending} disabled={draft === null || wrong !== undefined}>
          Save
        </Button>
      </div>
      {change.error !== null && (
        <p role="alert" className="mt-2 text-xs text-danger">
          {wordsOf(change.error)}
        </p>
      )}
      {sites.length === 0 ? (
        <p className="mt-2 text-xs text-ink-muted">On no site yet. Name the sites whose pages may show this journey.</p>
      ) : (
        <div className="mt-3 flex items-center gap-3">
          <Code2 aria-hidden className="size-4 shrink-0 text-ink-muted" />
          <code className="min-w-0 flex-1 truncate rounded-md bg-surface-sunken px-2 py-1.5 text-xs">
            {embed.data.code}
          </code>
          <CopyButton text={embed.data.code} label="Copy the code to embed it" />
        </div>
      )}
    </form>
  )
}
