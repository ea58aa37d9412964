extension DischargeNote {
    /// What a stay was about; the parts of the made-up notes.
    struct Case {
        let complaint: String
        let diagnosis: String
        let test: String
        let drug: String
        let dose: String
        let procedure: String?

        static let all = [
            Case(
                complaint: "productive cough and fever", diagnosis: "community-acquired pneumonia", test: "chest X-ray",
                drug: "ceftriaxone", dose: "2 g IV once daily", procedure: nil
            ),
            Case(
                complaint: "crushing chest pain", diagnosis: "non-ST-elevation myocardial infarction",
                test: "electrocardiogram", drug: "ticagrelor", dose: "90 mg twice daily",
                procedure: "percutaneous coronary intervention"
            ),
            Case(
                complaint: "progressive dyspnoea and leg swelling", diagnosis: "decompensated heart failure",
                test: "echocardiography", drug: "furosemide", dose: "40 mg IV twice daily", procedure: nil
            ),
            Case(
                complaint: "right lower quadrant pain", diagnosis: "acute appendicitis", test: "abdominal ultrasound",
                drug: "metronidazole", dose: "500 mg IV every 8 hours", procedure: "laparoscopic appendectomy"
            ),
            Case(
                complaint: "sudden left arm weakness", diagnosis: "ischaemic stroke", test: "MRI of the brain",
                drug: "clopidogrel", dose: "75 mg daily", procedure: "mechanical thrombectomy"
            ),
            Case(
                complaint: "polyuria and vomiting", diagnosis: "diabetic ketoacidosis", test: "arterial blood gas",
                drug: "insulin", dose: "0.1 units/kg/h IV", procedure: nil
            ),
            Case(
                complaint: "black stools", diagnosis: "bleeding duodenal ulcer", test: "haemoglobin",
                drug: "pantoprazole", dose: "40 mg IV twice daily", procedure: "upper endoscopy with clipping"
            ),
            Case(
                complaint: "hip pain after a fall", diagnosis: "fracture of the femoral neck", test: "pelvic X-ray",
                drug: "enoxaparin", dose: "40 mg SC daily", procedure: "hemiarthroplasty of the left hip"
            ),
            Case(
                complaint: "dysuria and flank pain", diagnosis: "acute pyelonephritis", test: "urine culture",
                drug: "ciprofloxacin", dose: "500 mg twice daily", procedure: nil
            ),
            Case(
                complaint: "swelling of the right calf", diagnosis: "deep vein thrombosis",
                test: "compression ultrasound", drug: "apixaban", dose: "10 mg twice daily", procedure: nil
            ),
        ]

        static let histories = [
            "hypertension", "type 2 diabetes", "atrial fibrillation", "COPD", "chronic kidney disease",
            "hypothyroidism", "osteoarthritis", "hyperlipidaemia", "asthma", "Ménière’s disease",
        ]

        static let bloods = ["C-reactive protein", "Serum creatinine", "Troponin", "Serum potassium", "Blood count"]

        static let absences = ["fever", "bleeding", "delirium", "wound infection", "chest pain", "hypotension"]

        static let homeDrugs = [
            ("metformin", "1000 mg twice daily"), ("lisinopril", "10 mg daily"), ("atorvastatin", "40 mg at night"),
            ("levothyroxine", "75 µg daily"), ("amlodipine", "5 mg daily"), ("bisoprolol", "2.5 mg daily"),
        ]
    }
}
