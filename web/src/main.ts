import { createApp } from 'vue'
import App from './App.vue'
import { installElements } from './elements'
import { i18n } from './i18n'
import { startShell } from './field/shell'
import { sync } from './field/deeds'
import { router } from './router'
import './styles/tokens.css'
import './styles/element.css'
import './styles/base.css'
import { applyTheme } from './theme'

applyTheme()
const app = createApp(App).use(i18n).use(router)
installElements(app)
app.mount('#app')
void startShell()
window.addEventListener('online', () => void sync())
