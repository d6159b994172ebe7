import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from columns import shape_terms

app = FastAPI()
model = joblib.load("defects.joblib")


class Plate(BaseModel):
    defect_area: float
    perimeter_x: float
    perimeter_y: float
    luminosity_sum: float
    luminosity_min: float
    luminosity_max: float
    conveyor_length: float
    plate_thickness: float
    steel_grade: str
    camera: str


@app.post("/defect")
def defect(plate: Plate):
    frame = shape_terms(pd.DataFrame([plate.model_dump()]))
    return {"defect": str(model.predict(frame)[0])}
