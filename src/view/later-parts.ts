/** One of the two is what one sees first, by the size of the screen, and is fetched at once; the other when somebody asks for it. */
export const loadMap = async () => (await import('./map/JourneyMap.tsx')).JourneyMap
export const loadReading = async () => (await import('./reading/ReadingPane.tsx')).ReadingPane
