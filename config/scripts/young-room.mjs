/**
 * Room for young objects, in megabytes. A commune's machine runs on SQLite, mostly idle, and little room spares it 25 MB (`bench boot`). With
 * PostgreSQL the service hears hundreds of loudspeakers; their rows live for some tenths of a second, and with room for that long the
 * collector has a third of the work (`bench ingest`).
 */
const little = 4;
const plenty = 64;

/** Options of Node for a service with this environment. */
export const youngRoom = (env) => [`--max-semi-space-size=${env.LOA_DATABASE_URL ? plenty : little}`];
