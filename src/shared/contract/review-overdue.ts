/** Whether a journey should have been looked at anew by now; `reviewAt` as the library's item has it. */
export const isReviewOverdue = (reviewAt: number | null | undefined, now: number): boolean =>
  typeof reviewAt === 'number' && reviewAt < now
