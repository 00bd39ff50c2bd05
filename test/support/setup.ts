import 'reflect-metadata';

// A property that fails prints its seed; CI and a developer's machine start from the same one.
process.env.LOA_LOG_LEVEL ??= 'silent';
jest.setTimeout(60_000);
