package api

import "github.com/throughline-ics/throughline/authz"

// operation is what the guard needs to know of one operation of the contract.
type operation struct {
	open       bool // answered without acting for an organisation
	anybody    bool // open, and meant for people without an account: answered so often for each address
	writes     bool
	looks      bool // it only looks, though what it looks at is sent to it: no answer is kept
	ahead      bool // its first statement only reads and travels with the opening; one that does not write has no other
	once       bool // what it makes is shown once: a repeated key is told so, and no answer is kept
	permission authz.Permission
}

// operations is the table of every operation and the permission it needs. One that is not here cannot be called,
// and a test fails until it is.
var operations = map[string]operation{
	"GetHealth":         {open: true},
	"GetReadiness":      {open: true},
	"ListSignInOptions": {open: true},
	"GetSession":        {open: true},
	"EndSession":        {open: true},
	"ExtendSession":     {open: true},
	"ListMySessions":    {open: true},
	"EndMySession":      {open: true},
	"EndMySessions":     {open: true},
	"ViewInvitation":    {open: true},
	"AcceptInvitation":  {open: true},

	"GetPublicStrategy": {open: true, anybody: true},
	"AnswerPulse":       {open: true, anybody: true, writes: true},
	"ViewFeedbackDraft": {open: true, anybody: true, looks: true},
	"GiveFeedback":      {open: true, anybody: true, writes: true},

	"GetOrganisation": {permission: authz.ReadOrganisation},
	"ListMembers":     {permission: authz.ReadOrganisation},

	"ListPeople":         {permission: authz.ReadPeople},
	"GrantRole":          {permission: authz.WritePeople, writes: true},
	"EndRole":            {permission: authz.LeaveRole, writes: true},
	"ListInvitations":    {permission: authz.ReadPeople},
	"CreateInvitation":   {permission: authz.WritePeople, writes: true, once: true},
	"WithdrawInvitation": {permission: authz.WritePeople, writes: true},
	"ListTokens":         {permission: authz.ReadToken},
	"CreateToken":        {permission: authz.CreateToken, writes: true, once: true},
	"RevokeToken":        {permission: authz.RevokeToken, writes: true},
	"ListConnections":    {permission: authz.ReadConnection},
	"CreateConnection":   {permission: authz.WriteConnection, writes: true},
	"GetConnection":      {permission: authz.ReadConnection},
	"UpdateConnection":   {permission: authz.WriteConnection, writes: true},
	"ListAuditEntries":   {permission: authz.ReadAudit},
	"ExportAudit":        {permission: authz.ReadAudit},

	"ListRegistered":         {permission: authz.ReadRegister},
	"GetRegistered":          {permission: authz.ReadRegister},
	"SearchDirectory":        {permission: authz.ReadRegister},
	"PlanOnboarding":         {permission: authz.WriteRegister, writes: true},
	"ApplyOnboarding":        {permission: authz.WriteRegister, writes: true},
	"ListConnectionRequests": {permission: authz.ReadRegister},
	"DecideConnection":       {permission: authz.WriteRegister, writes: true},
	"ListRepairs":            {permission: authz.ReadRegister},
	"ProposeRepair":          {permission: authz.WriteRegister, writes: true},
	"ConfirmRepair":          {permission: authz.WriteRegister, writes: true, once: true},

	"GetReminders":   {permission: authz.ReadStrategy},
	"ListStrategies": {permission: authz.ReadStrategy},
	"CreateStrategy": {permission: authz.WriteStrategy, writes: true},
	"GetStrategy":    {permission: authz.ReadStrategy},
	"UpdateStrategy": {permission: authz.WriteStrategy, writes: true},
	"ImportStrategy": {permission: authz.WriteStrategy, writes: true},
	"ExportStrategy": {permission: authz.ReadStrategy},
	"ListItemKinds":  {permission: authz.ReadStrategy},
	"ListItems":      {permission: authz.ReadStrategy, ahead: true},
	"CreateItem":     {permission: authz.WriteStrategy, writes: true},
	"GetItem":        {permission: authz.ReadStrategy, ahead: true},
	"UpdateItem":     {permission: authz.WriteStrategy, writes: true, ahead: true},
	"RetireItem":     {permission: authz.WriteStrategy, writes: true},
	"RestoreItem":    {permission: authz.WriteStrategy, writes: true},
	"ChangeCourse":   {permission: authz.WriteStrategy, writes: true},

	"ReadDocument":     {permission: authz.WriteStrategy, writes: true, looks: true},
	"GetStrategyCheck": {permission: authz.ReadStrategy},
	"DismissFinding":   {permission: authz.WriteStrategy, writes: true},
	"ReopenFinding":    {permission: authz.WriteStrategy, writes: true},

	"GetStrategyLens": {permission: authz.ReadStrategy},

	"GetBoard":            {permission: authz.ReadBoard},
	"ListBoardAnswers":    {permission: authz.ReadBoard},
	"AnswerBoardQuestion": {permission: authz.AnswerBoard, writes: true},
	"AssessEmbedding":     {permission: authz.AnswerBoard, writes: true},

	"GetImportTemplate": {permission: authz.ReadStrategy},

	"ListEditions":     {permission: authz.ReadStrategy},
	"GetEdition":       {permission: authz.ReadStrategy},
	"CompareEditions":  {permission: authz.ReadStrategy},
	"PreviewStrategy":  {permission: authz.ReadStrategy},
	"SendForReview":    {permission: authz.WriteStrategy, writes: true},
	"RestoreEdition":   {permission: authz.WriteStrategy, writes: true},
	"AnswerReview":     {permission: authz.ReviewStrategy, writes: true},
	"CommentOnEdition": {permission: authz.ReviewStrategy, writes: true},
	"SettleComment":    {permission: authz.WriteStrategy, writes: true},
	"ReleaseEdition":   {permission: authz.PublishStrategy, writes: true},
	"WithdrawEdition":  {permission: authz.PublishStrategy, writes: true},
	"SetHold":          {permission: authz.PublishStrategy, writes: true},
	"LiftHold":         {permission: authz.PublishStrategy, writes: true},

	"ListJointOffers":     {permission: authz.ReadStrategy},
	"OfferJointStrategy":  {permission: authz.PublishStrategy, writes: true},
	"TakeBackOffer":       {permission: authz.PublishStrategy, writes: true},
	"ListJointStrategies": {permission: authz.ReadStrategy},
	"GetJointStrategy":    {permission: authz.ReadStrategy},
	"AnswerJointStrategy": {permission: authz.PublishStrategy, writes: true},

	"ListFeedbackLinks":  {permission: authz.ReadStrategy},
	"CreateFeedbackLink": {permission: authz.PublishStrategy, writes: true, once: true},
	"RevokeFeedbackLink": {permission: authz.PublishStrategy, writes: true},
	"SettleFeedback":     {permission: authz.WriteStrategy, writes: true},
	"RemoveFeedback":     {permission: authz.WriteStrategy, writes: true},

	"ListCapabilities": {permission: authz.ReadCapability},
	"CreateCapability": {permission: authz.WriteCapability, writes: true},
	"UpdateCapability": {permission: authz.WriteCapability, writes: true},
	"RemoveCapability": {permission: authz.WriteCapability, writes: true},

	"GetSettings":   {permission: authz.ReadSetting},
	"UpdateWindow":  {permission: authz.WriteWindow, writes: true},
	"UpdateSharing": {permission: authz.ChooseSharing, writes: true},
	"UpdateMeaning": {permission: authz.WriteMeaning, writes: true},

	"ListPublishedTargets":     {permission: authz.ReadPublished},
	"GetPublishedTarget":       {permission: authz.ReadPublished},
	"GetPublishedOrganisation": {permission: authz.ReadPublished},
	"GetPublishedObjective":    {permission: authz.ReadPublished},
	"GetPublishedLens":         {permission: authz.ReadPublished},
	"Search":                   {permission: authz.ReadPublished}, // in the working copy too by those who may read that

	"GetAlignmentMatrix": {permission: authz.ReadAlignment},
	"GetAlignmentCell":   {permission: authz.ReadAlignment},
	"GetAlignmentReport": {permission: authz.ReadAlignment},
	"GetDraftAlignment":  {permission: authz.ReadStrategy},
	"ListLinks":          {permission: authz.ReadLink},
	"GetInbox":           {permission: authz.ReadLink},
	"DecideLink":         {permission: authz.DecideLink, writes: true},
	"ConfirmSuggestions": {permission: authz.DecideLink, writes: true},
	"UndoDecision":       {permission: authz.DecideLink, writes: true},
	"ReplyToDecision":    {permission: authz.ReplyToLink, writes: true},
}
