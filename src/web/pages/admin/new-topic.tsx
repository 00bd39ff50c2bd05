import { useState } from 'react';
import { type TopicBranchView, topicsRoutes } from '../../../contracts/http/topics';
import { useLanguage, useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { topicWords } from '../../words/admin';

/** A local topic under an official one. */
export function NewTopic({ topics, onClose }: { topics: TopicBranchView[]; onClose: () => void }) {
  const words = useWords(topicWords);
  const { language } = useLanguage();
  const { tell } = useToasts();
  const [parentCode, setParentCode] = useState(topics[0]?.code ?? '');
  const [nameVi, setNameVi] = useState('');
  const [nameEn, setNameEn] = useState('');
  const create = useChange(topicsRoutes.create);
  const send = (): void =>
    create.mutate(
      { body: { parentCode, nameVi: nameVi.trim(), nameEn: nameEn.trim() } },
      {
        onSuccess: (topic) => {
          tell(words.added(language === 'vi' ? topic.nameVi : topic.nameEn));
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={words.add}
      open
      onClose={onClose}
      footer={
        <Button
          look="primary"
          busy={create.isPending}
          disabled={nameVi.trim() === '' || nameEn.trim() === ''}
          onClick={send}
        >
          {words.create}
        </Button>
      }
    >
      <SelectField label={words.under} value={parentCode} onChange={(event) => setParentCode(event.target.value)}>
        {topics.map((topic) => (
          <option key={topic.code} value={topic.code}>
            {topic.code}. {language === 'vi' ? topic.nameVi : topic.nameEn}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.nameVi}
        value={nameVi}
        maxLength={200}
        onChange={(event) => setNameVi(event.target.value)}
      />
      <TextField
        label={words.nameEn}
        value={nameEn}
        maxLength={200}
        onChange={(event) => setNameEn(event.target.value)}
      />
      {create.isError && <ProblemNote error={create.error} />}
    </Dialog>
  );
}
