// Only the parts of ECharts that the pages draw with.
import { LineChart, ScatterChart } from 'echarts/charts'
import { DataZoomComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([
  LineChart, ScatterChart, GridComponent, TooltipComponent, DataZoomComponent, MarkLineComponent,
  MarkAreaComponent, CanvasRenderer,
])

export { init }
