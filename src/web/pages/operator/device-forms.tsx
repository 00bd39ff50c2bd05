import { type FormEvent, useId, useState } from 'react';
import { devicesRoutes, type DeviceView } from '../../../contracts/http/devices';
import { useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { ActDialog } from '../../ui/act-dialog';
import { SelectField, TextField } from '../../ui/field';
import { Note } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { devicesWords } from '../../words/devices';
import { operatorWords } from '../../words/operator';
import type { Place } from './use-place';

const kinds: DeviceView['kind'][] = [
  ...(['loudspeaker', 'fm', 'wired', 'truck', 'manual', 'web-stream', 'monitor', 'embedded'] as const),
];
const sinks: DeviceView['sink'][] = ['auto', 'alsa', 'file', 'null'];

/** A new device of the commune in sight, or of one of its zones. */
export function DeviceForm({ place, onClose }: { place: Place; onClose: () => void }) {
  const words = useWords(devicesWords);
  const form = useId();
  const { tell } = useToasts();
  const create = useChange(devicesRoutes.create);
  const [kind, setKind] = useState<DeviceView['kind']>('loudspeaker');
  const [sink, setSink] = useState<DeviceView['sink']>('auto');
  const [name, setName] = useState('');
  const [stands, setStands] = useState('');
  const own = place.area?.area;
  const fits = own?.level === 'commune' || own?.level === 'zone';
  const [areaCode, setAreaCode] = useState(place.code);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(
      { params: { code: areaCode }, body: { kind, name, place: stands, sink } },
      {
        onSuccess: () => {
          tell(words.created(name));
          onClose();
        },
      },
    );
  };
  return (
    <ActDialog
      title={words.create}
      confirm={words.create}
      act={{ form }}
      state={create}
      disabled={!fits || !name.trim()}
      onClose={onClose}
    >
      {!fits && <Note tone="warn">{words.chooseCommune}</Note>}
      {fits && (
        <form id={form} className="stack" onSubmit={submit}>
          <SelectField
            label={words.where}
            hint={words.whereHint}
            value={areaCode}
            onChange={(event) => setAreaCode(event.target.value)}
          >
            <option value={place.code}>{own?.level === 'commune' ? words.wholeCommune(own.name) : own?.name}</option>
            {place.area?.zones.map(({ code, name: zoneName }) => (
              <option key={code} value={code}>
                {zoneName}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={words.kind}
            value={kind}
            onChange={(event) => setKind(event.target.value as DeviceView['kind'])}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {words[one]}
              </option>
            ))}
          </SelectField>
          <TextField
            label={words.name}
            hint={words.nameExample}
            value={name}
            maxLength={120}
            required
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            label={words.placed}
            optional={words.optional}
            value={stands}
            maxLength={300}
            onChange={(event) => setStands(event.target.value)}
          />
          <SelectField
            label={words.sink}
            value={sink}
            onChange={(event) => setSink(event.target.value as DeviceView['sink'])}
          >
            {sinks.map((one) => (
              <option key={one} value={one}>
                {words[one]}
              </option>
            ))}
          </SelectField>
        </form>
      )}
    </ActDialog>
  );
}

export function RenameDevice({ device, onClose }: { device: DeviceView; onClose: () => void }) {
  const words = useWords(devicesWords);
  const shared = useWords(operatorWords);
  const form = useId();
  const { tell } = useToasts();
  const rename = useChange(devicesRoutes.rename);
  const [name, setName] = useState(device.name);
  const [stands, setStands] = useState(device.place);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    rename.mutate(
      { params: { id: device.id }, body: { name, place: stands } },
      {
        onSuccess: () => {
          tell(words.saved);
          onClose();
        },
      },
    );
  };
  return (
    <ActDialog
      title={words.renameNamed(device.name)}
      confirm={shared.save}
      act={{ form }}
      state={rename}
      disabled={!name.trim()}
      onClose={onClose}
    >
      <form id={form} className="stack" onSubmit={submit}>
        <TextField
          label={words.name}
          value={name}
          maxLength={120}
          required
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={words.placed}
          optional={words.optional}
          value={stands}
          maxLength={300}
          onChange={(event) => setStands(event.target.value)}
        />
      </form>
    </ActDialog>
  );
}

export function RetireDevice({ device, onClose }: { device: DeviceView; onClose: () => void }) {
  const words = useWords(devicesWords);
  const { tell } = useToasts();
  const retire = useChange(devicesRoutes.retire);
  const send = (): void =>
    retire.mutate(
      { params: { id: device.id } },
      {
        onSuccess: () => {
          tell(words.saved);
          onClose();
        },
      },
    );
  return (
    <ActDialog
      title={words.retireNamed(device.name)}
      confirm={words.retire}
      look="danger"
      act={send}
      state={retire}
      onClose={onClose}
    >
      <p>{words.retireWhat}</p>
    </ActDialog>
  );
}
