"""The pages of analysis: link charts (S7), their timeline and map (S8)."""

from django.urls import path

from interlace.analysis.pages import chart, export, offering, timeline, views

urlpatterns = [
    path("chart", chart.chart, name="chart"),
    path("chart/number", chart.number, name="chart-number"),
    path("chart/timeline", timeline.timeline, name="chart-timeline"),
    path("chart/export", export.export, name="chart-export"),
    path("chart/export/file", export.take, name="chart-take"),
    path("chart/views", views.save, name="chart-save"),
    path("chart/views/<uuid:view_id>", views.view, name="chart-view"),
    path("chart/views/<uuid:view_id>/remove", views.remove, name="chart-view-remove"),
]

__all__ = ["offering", "urlpatterns"]
