import { CopyButton } from '#src/ui/CopyButton.tsx'

/** A link that was just made, to be given on. */
export const LinkToCopy = ({ url }: { readonly url: string }) => (
  <div className="flex flex-wrap items-center gap-3 rounded-lg bg-surface-sunken p-3">
    <code className="min-w-0 flex-1 truncate font-mono text-xs">{url}</code>
    <CopyButton text={url} label="Copy link" />
  </div>
)
