import { latePage } from '#src/ui/late.ts'

/** Hardly anybody ever sees it. What it stands in place of is gone at once. */
export const ClosedPage = latePage(async () => (await import('./ClosedPage.tsx')).ClosedPage)
