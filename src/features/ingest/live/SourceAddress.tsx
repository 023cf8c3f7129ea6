import type { SourceMade } from '#shared/contract/rest/sources.ts'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { ScrollRegion } from '../ScrollRegion.tsx'

/** A command that sends one event; works as it stands. */
export const curlLine = (address: string): string =>
  [
    `curl ${address}`,
    `-H 'Content-Type: application/json'`,
    `-d '[{"id":"1","case":"customer-1","event":"Visit","channel":"web"}]'`,
  ].join(' \\\n  ')

/** Where a new sender posts to, and how. */
export function SourceAddress({ source }: { readonly source: SourceMade }) {
  const address = location.origin + source.path
  const line = curlLine(address)
  return (
    <div className="flex flex-col gap-4 text-sm text-pretty text-ink-muted">
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md bg-surface-sunken px-2.5 py-1.5 text-xs break-all text-ink">
          {address}
        </code>
        <CopyButton text={address} label="Copy the address" />
      </div>
      <p>
        <strong className="font-semibold text-ink">Segment or RudderStack:</strong> add a webhook destination with this
        address
        {source.isSigned ? ' and the same shared secret' : ''}. Track, page, screen, identify, group and alias calls
        become events; names, e-mail and postal addresses and telephone numbers are not kept.
      </p>
      <div className="flex flex-col gap-2">
        <p>
          <strong className="font-semibold text-ink">Your own program:</strong> post one event, an array, or one a line.
          Answer 429 means: wait for as many seconds as <code className="text-xs">Retry-After</code> says, and send the
          same again.
        </p>
        {!source.isSigned && (
          <>
            <ScrollRegion label="Command that sends one event" className="rounded-lg bg-surface-sunken">
              <pre className="p-3 font-mono text-xs text-ink">{line}</pre>
            </ScrollRegion>
            <div className="flex flex-wrap gap-2">
              <CopyButton text={line} label="Copy the command" />
            </div>
          </>
        )}
        {source.isSigned && (
          <p>
            Sign each body with the secret: the header <code className="text-xs">x-signature</code> is its HMAC-SHA-1 in
            hex.
          </p>
        )}
      </div>
    </div>
  )
}
