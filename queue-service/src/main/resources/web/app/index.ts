import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/queue.css';
import './styles/review.css';
import './styles/decide.css';
import './styles/letter.css';
import './styles/states.css';
import './styles/widths.css';
import './styles/preferences.css';
import { Console } from './console';

const root = document.getElementById('console');
if (root) {
  root.replaceChildren();
  new Console(root).start();
}
