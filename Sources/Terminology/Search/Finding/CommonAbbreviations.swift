/// Short forms that clinicians write in every country that writes English; what a release explains comes after them.
enum CommonAbbreviations {
    /// - Parameter short: in lower case.
    static func meanings(_ short: String) -> [String] { table[short] ?? [] }

    private static let table: [String: [String]] = {
        var table: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=").map(String.init)
            guard parts.count == 2 else { continue }
            table[parts[0]] = parts[1].split(separator: ";").map(String.init)
        }
        return table
    }()

    private static let text = """
        aaa=abdominal aortic aneurysm
        abg=arterial blood gas
        acl=anterior cruciate ligament
        acs=acute coronary syndrome
        adhd=attention deficit hyperactivity disorder
        af=atrial fibrillation
        afib=atrial fibrillation
        aids=acquired immune deficiency syndrome;acquired immunodeficiency syndrome
        aki=acute kidney injury
        all=acute lymphoblastic leukemia;acute lymphoid leukemia
        als=amyotrophic lateral sclerosis
        ami=acute myocardial infarction
        aml=acute myeloid leukemia
        ards=acute respiratory distress syndrome
        arf=acute renal failure
        as=aortic stenosis;ankylosing spondylitis
        asd=atrial septal defect
        avm=arteriovenous malformation
        bcc=basal cell carcinoma
        bp=blood pressure
        bph=benign prostatic hyperplasia
        bppv=benign paroxysmal positional vertigo
        ca=carcinoma
        cabg=coronary artery bypass graft
        cad=coronary artery disease
        cap=community acquired pneumonia
        cf=cystic fibrosis
        chd=coronary heart disease;congenital heart disease
        chf=congestive heart failure
        ckd=chronic kidney disease
        cll=chronic lymphocytic leukemia;chronic lymphoid leukemia
        cml=chronic myeloid leukemia
        cmv=cytomegalovirus
        copd=chronic obstructive pulmonary disease;chronic obstructive lung disease
        cp=cerebral palsy;chest pain
        crf=chronic renal failure
        csf=cerebrospinal fluid
        ct=computed tomography;computerized tomography
        cva=cerebrovascular accident
        cvd=cardiovascular disease;cerebrovascular disease
        cxr=chest x-ray;plain chest x-ray
        dka=diabetic ketoacidosis
        dm=diabetes mellitus
        dvt=deep vein thrombosis;deep venous thrombosis
        ecg=electrocardiogram;electrocardiography
        eeg=electroencephalogram;electroencephalography
        ekg=electrocardiogram;electrocardiography
        emg=electromyogram;electromyography
        esrd=end stage renal disease
        fx=fracture
        gad=generalized anxiety disorder
        gbs=guillain barre syndrome
        gerd=gastroesophageal reflux disease;gastro-esophageal reflux disease
        gi=gastrointestinal
        gord=gastro-oesophageal reflux disease
        gvhd=graft versus host disease
        hbv=hepatitis b
        hcc=hepatocellular carcinoma
        hcv=hepatitis c
        hf=heart failure
        hiv=human immunodeficiency virus
        hl=hodgkin lymphoma
        hpv=human papillomavirus
        hsv=herpes simplex
        htn=hypertension
        ibd=inflammatory bowel disease
        ibs=irritable bowel syndrome
        icd=implantable cardioverter defibrillator
        ich=intracerebral hemorrhage;intracranial hemorrhage
        ihd=ischemic heart disease
        ild=interstitial lung disease
        itp=immune thrombocytopenia;idiopathic thrombocytopenic purpura
        lbbb=left bundle branch block
        lvh=left ventricular hypertrophy
        mdd=major depressive disorder
        mi=myocardial infarction
        mr=mitral regurgitation
        mri=magnetic resonance imaging
        ms=multiple sclerosis;mitral stenosis
        nafld=nonalcoholic fatty liver disease
        nhl=non-hodgkin lymphoma
        nsclc=non-small cell lung carcinoma;non-small cell carcinoma of lung
        nstemi=non-st elevation myocardial infarction;acute non-st segment elevation myocardial infarction
        oa=osteoarthritis
        ocd=obsessive compulsive disorder
        osa=obstructive sleep apnea
        pad=peripheral arterial disease;peripheral artery disease
        pcos=polycystic ovary syndrome
        pda=patent ductus arteriosus
        pe=pulmonary embolism
        pfo=patent foramen ovale
        pid=pelvic inflammatory disease
        pna=pneumonia
        ptsd=posttraumatic stress disorder;post-traumatic stress disorder
        pud=peptic ulcer disease
        pvd=peripheral vascular disease
        ra=rheumatoid arthritis
        rbbb=right bundle branch block
        rcc=renal cell carcinoma
        rsv=respiratory syncytial virus
        sah=subarachnoid hemorrhage
        sbo=small bowel obstruction
        scc=squamous cell carcinoma
        sclc=small cell lung carcinoma;small cell carcinoma of lung
        sdh=subdural hematoma;subdural hemorrhage
        sle=systemic lupus erythematosus
        sob=shortness of breath
        stemi=st elevation myocardial infarction;acute st segment elevation myocardial infarction
        std=sexually transmitted disease
        sti=sexually transmitted infection
        svt=supraventricular tachycardia
        t1dm=type 1 diabetes mellitus
        t2dm=type 2 diabetes mellitus
        tb=tuberculosis
        tbi=traumatic brain injury
        tia=transient ischemic attack
        ttp=thrombotic thrombocytopenic purpura
        turp=transurethral resection of prostate
        uc=ulcerative colitis
        uri=upper respiratory infection
        urti=upper respiratory tract infection
        us=ultrasound;ultrasonography
        uti=urinary tract infection
        vf=ventricular fibrillation
        vsd=ventricular septal defect
        vt=ventricular tachycardia
        vte=venous thromboembolism
        vzv=varicella zoster
        xr=x-ray
        """
}
