// The few Element Plus components the pages use, each with its own style.
import {
  ElButton, ElCheckbox, ElCheckboxGroup, ElConfigProvider, ElDatePicker, ElDialog, ElForm, ElFormItem, ElInput,
  ElInputNumber, ElOption, ElPagination, ElPopover, ElRadioButton, ElRadioGroup, ElSelect, ElTabPane, ElTabs,
} from 'element-plus'
import type { App } from 'vue'
import 'element-plus/es/components/button/style/css'
import 'element-plus/es/components/checkbox/style/css'
import 'element-plus/es/components/checkbox-group/style/css'
import 'element-plus/es/components/date-picker/style/css'
import 'element-plus/es/components/dialog/style/css'
import 'element-plus/es/components/form/style/css'
import 'element-plus/es/components/input/style/css'
import 'element-plus/es/components/input-number/style/css'
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/pagination/style/css'
import 'element-plus/es/components/popover/style/css'
import 'element-plus/es/components/radio-button/style/css'
import 'element-plus/es/components/radio-group/style/css'
import 'element-plus/es/components/select/style/css'
import 'element-plus/es/components/tabs/style/css'

const used = [
  ElButton, ElCheckbox, ElCheckboxGroup, ElConfigProvider, ElDatePicker, ElDialog, ElForm, ElFormItem, ElInput,
  ElInputNumber, ElOption, ElPagination, ElPopover, ElRadioButton, ElRadioGroup, ElSelect, ElTabPane, ElTabs,
]

export function installElements(app: App) {
  for (const component of used) app.component(component.name ?? '', component)
}
