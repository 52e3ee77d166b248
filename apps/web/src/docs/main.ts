import 'openapi-explorer';
import '@fontsource-variable/inter';
import '../app/styles/tokens.css';
import './docs.css';
