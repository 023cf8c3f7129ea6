/** What a card's hollow point is called among things that are dragged; the card itself stays where it is. */
export const futureHandle = (cardId: string): string => `future:${cardId}`
