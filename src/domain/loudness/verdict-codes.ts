/** Why a recording cannot be used (B6). Only these refuse. */
export const refusalCodes = [
  'no-audio',
  'no-sound',
  'too-short',
  'too-long',
  'not-decodable',
  'unsupported-layout',
  'limit-reached',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Why a master is usable but not what the profile promises. */
export const softCodes = ['loudness-not-reached', 'peak-not-held'] as const;
export type SoftCode = (typeof softCodes)[number];

/** What a person should know about the recording; none of them refuses. */
export const warningCodes = [
  'truncated',
  'clipped',
  'hum',
  'noisy',
  'channel-dead',
  'anti-phase',
  'long-silence',
  'very-quiet',
  'brief',
  'damaged-samples',
] as const;
export type WarningCode = (typeof warningCodes)[number];

export type ReasonCode = RefusalCode | SoftCode;
