/** Fetched at once on a desktop, where the map is what one sees first; on a phone when somebody asks for it. */
export const loadMap = async () => (await import('./map/JourneyMap.tsx')).JourneyMap
