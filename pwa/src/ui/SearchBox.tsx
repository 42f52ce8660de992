import Search from 'lucide-solid/icons/search';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export const SearchBox = (props: SearchBoxProps) => (
  <label class="input search">
    <Search class="i" />
    <span class="sr">{props.label}</span>
    <input
      type="search"
      placeholder={props.label}
      value={props.value}
      autocomplete="off"
      enterkeyhint="search"
      onInput={(event) => props.onValue(event.currentTarget.value)}
    />
  </label>
);
