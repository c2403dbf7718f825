// The words that signing in by name and password needs of each face.

export interface SignInWords {
  title: string;
  hint: string;
  login: string;
  password: string;
  show: string;
  hide: string;
  submit: string;
  empty: string;
  wait: (seconds: number) => string;
}
