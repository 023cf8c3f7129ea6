import { Notice } from './Notice.tsx'

/** What becomes of columns that tell who somebody is, and of the file that has them. */
export function PersonalNotice({ columns }: { readonly columns: readonly string[] }) {
  if (columns.length === 0) return null
  return (
    <Notice tone="info" title={`Hashed on import: ${columns.map((name) => `“${name}”`).join(', ')}`}>
      Each value becomes 32 digits that stay the same for the same person in this workspace, so that they can be counted
      and joined, and nobody reads them back. The file is then replaced by a copy with these digits: what is marked
      cannot be unmarked later. Until you import, the file is kept as it came.
    </Notice>
  )
}
