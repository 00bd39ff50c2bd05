import { Column, PrimaryColumn, type ColumnOptions, type ValueTransformer } from 'typeorm';

/** PostgreSQL returns bigint as a string; instants and counters fit a double exactly, so the code sees numbers on both databases. */
export const bigintTransformer: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (typeof value === 'string' ? Number(value) : value),
};

/** A text id, made by `newId`. */
export const IdColumn = (name = 'id'): PropertyDecorator => PrimaryColumn({ name, type: 'text' });

/** Text; enums are text too, with a check in the migration. */
export const TextColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'text', ...options });

/** A 64-bit integer: an instant (T1), a length in milliseconds, a counter, a size in bytes. */
export const BigintColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'bigint', transformer: bigintTransformer, ...options });

/** A small whole number. */
export const IntegerColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'integer', ...options });

/** A measured value such as a loudness. */
export const RealColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'double precision', ...options });

export const BooleanColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'boolean', ...options });

/** Structured data stored as JSON text on both databases. */
export const JsonColumn = (name: string, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ name, type: 'simple-json', ...options });
