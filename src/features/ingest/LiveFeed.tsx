import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { api } from '#src/api/api.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { toast } from '#src/ui/toast.ts'
import { ScrollRegion } from './ScrollRegion.tsx'

const COPIED_FOR_MS = 2_000

/** A command that sends one event; works as it stands once the token is put in. */
export const curlLine = (origin: string, datasetId: string): string =>
  [
    `curl ${origin}${api.ingestUrl(datasetId)}`,
    `-H 'Authorization: Bearer YOUR_TOKEN'`,
    `-H 'Content-Type: application/json'`,
    `-d '[{"case":"customer-1","event":"Visit","channel":"web"}]'`,
  ].join(' \\\n  ')

/** How live events are sent to a dataset, ready to be pasted. */
export function LiveFeed({ datasetId }: { readonly datasetId: string }) {
  const [copied, setCopied] = useState(false)
  const line = curlLine(location.origin, datasetId)

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line)
      setCopied(true)
      setTimeout(() => setCopied(false), COPIED_FOR_MS)
    } catch {
      // Browsers refuse the clipboard on plain http addresses other than localhost.
      toast.error('The browser did not allow copying. Select the command and copy it by hand.')
    }
  }

  return (
    <section aria-label="Send live events" className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold text-ink">Send live events</h2>
      <p className="text-sm text-pretty text-ink-muted">
        Any program may post events here, one or many, as a JSON array or one JSON object a line. Open journeys show the
        new numbers within a second. <code className="text-xs">YOUR_TOKEN</code> is the value of{' '}
        <code className="text-xs">WAYMARK_TOKEN</code> that the server was started with.
      </p>
      <div className="relative rounded-lg bg-surface-sunken">
        <ScrollRegion label="Command that sends one event">
          <pre className="p-3 pr-12 font-mono text-xs text-ink">{line}</pre>
        </ScrollRegion>
        <IconButton
          icon={copied ? Check : Copy}
          label={copied ? 'Copied' : 'Copy the command'}
          className="absolute top-1.5 right-1.5 bg-surface-sunken"
          onClick={() => void copy()}
        />
      </div>
    </section>
  )
}
